import type { PlannedCase } from '../../contracts/suite/run/plan.js';
import { played, targetOf } from './reference-target.js';
import type { StandInScope, ReferenceImplementation } from './start.js';

/** A case that the reference implementation need not pass, and why. */
export interface Skip {
  /** The case's id, or the beginning that several have: `ytx/closeMeeting`. */
  readonly case: string;
  readonly reason: string;
}

/**
 * Cases that are left out although the reference implementation has their operations and checks.
 *
 * Missing operations and checks need no entry: the reference implementation lists those it has.
 */
export const skip: readonly Skip[] = [
  {
    case: 'xylink/registerCallback: handlers with different tags are registered beside each other',
    reason: 'its handlers have no tags',
  },
];

/** A case that is skipped, and why. */
export interface Skipped {
  readonly planned: PlannedCase;
  readonly reason: string;
}

const isMeantBy = (entry: Skip, { id }: PlannedCase): boolean => id.startsWith(entry.case);

/** These cases without those that the reference implementation need not pass. */
export async function withoutSkipped(
  implementation: Pick<ReferenceImplementation, 'known'>,
  plan: readonly PlannedCase[],
  skips: readonly Skip[] = skip,
): Promise<{ readonly wanted: readonly PlannedCase[]; readonly skipped: readonly Skipped[] }> {
  const known = await implementation.known();
  const reasonFor = (planned: PlannedCase): string | undefined =>
    skips.find((entry) => isMeantBy(entry, planned))?.reason ?? missingOf(known, planned);
  return {
    wanted: plan.filter((planned) => reasonFor(planned) === undefined),
    skipped: plan.flatMap((planned) => {
      const reason = reasonFor(planned);
      return reason === undefined ? [] : [{ planned, reason }];
    }),
  };
}

/** What a case needs that the reference implementation does not have. */
function missingOf({ operations, checks }: StandInScope, { file, contractCase }: PlannedCase): string | undefined {
  const asked = [file.operation, ...contractCase.when.map(({ operation }) => operation)];
  const strange = asked.find((operation) => operations[file.provider]?.includes(operation) !== true);
  if (strange !== undefined) return `it has no operation ${strange}`;
  const { refusedBy } = contractCase.then;
  return refusedBy === undefined || checks.includes(refusedBy) ? undefined : `it has no check ${refusedBy}`;
}

/** What is wrong with these skips: one that no case matches, and one all of whose cases pass. */
export async function needlessIn(
  skips: readonly Skip[],
  implementation: ReferenceImplementation,
  plan: readonly PlannedCase[],
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const entry of skips) {
    const matched = plan.filter((planned) => isMeantBy(entry, planned));
    if (matched.length === 0) problems.push(`no case is called ${entry.case}`);
    else if (
      (await played(matched, targetOf(implementation))).results.every(({ verdict }) => verdict.outcome === 'passed')
    )
      problems.push(`${entry.case} would pass`);
  }
  return problems;
}

/** Says how many cases were skipped for each reason; nothing where none was. */
export function showSkipped(provider: string, skipped: readonly Skipped[]): void {
  for (const reason of new Set(skipped.map((each) => each.reason))) {
    const count = skipped.filter((each) => each.reason === reason).length;
    console.warn(`reference implementation of ${provider}: ${count} cases skipped: ${reason}`);
  }
}
