import type { Recording } from '../recording/recording.js';
import { matchesContract, jsonOf } from '../suite/assertions.js';
import { operationFolder } from '../suite/read-cases.js';
import type { CaseResult } from '../suite/run/result.js';
import { causesOf, type Judged } from './causes.js';
import { type Compared, type ComparedCase, compareCases, answersAtDifference, plannedCases } from './compare-case.js';
import { driftSourceOf, firstDifferenceOf } from './drift-source.js';
import type { Finding, OffSchema } from './finding.js';
import { observationsOf, observe, type Observation } from './observation.js';

/** A case that was not compared, and why. */
interface NotCompared {
  readonly case: string;
  readonly reason: string;
}

/** The result of a comparison. */
export interface Drift {
  /** In the order of the plan. */
  readonly findings: readonly Finding[];
  /** The cases whose observations all agree. */
  readonly agreed: readonly Agreeing[];
  readonly skipped: readonly NotCompared[];
  /** The provider gave no usable answer to these: unreachable, limited, out of order. */
  readonly inconclusive: readonly NotCompared[];
  /** Bookings at the provider that could not be cancelled, each with its case. */
  readonly left: readonly string[];
  /** The provider's answers of this run, as recordings. */
  readonly recordedNow: readonly Recording[];
}

/** A case whose observations all agree, and the text of its last reply. */
export interface Agreeing {
  readonly case: string;
  readonly provider: string;
  readonly text: string | undefined;
}

/** Compares, case by case, the real provider, the recordings, the simulator and the schemas, and names the drift source. */
export async function driftOf(compared: Compared): Promise<Drift> {
  const { plan, real, observeOptions } = compared;
  const observation = real === undefined ? undefined : await observe(plan, real, observeOptions);
  const comparedCases = await compareCases(compared, observation);
  const different = comparedCases.filter((each) => firstDifferenceOf(each) !== undefined);
  const again = real === undefined ? undefined : await observe(plannedCases(different), real, observeOptions);
  const judged = comparedCases.map((each): Judged => {
    const isOffSchema = each.result !== undefined && offSchemaIn(each.result).length > 0;
    const driftSource = driftSourceOf(each, { again: again?.seen.get(each.planned.id), isOffSchema });
    return { comparedCase: each, driftSource };
  });
  const causes = await causesOf(judged, compared);
  return {
    findings: judged.flatMap(({ comparedCase: each, driftSource }) =>
      driftSource === undefined ? [] : [findingOf(each, { driftSource, cause: causes.get(each.planned.id), again })],
    ),
    agreed: judged
      .filter(({ driftSource }) => driftSource === undefined)
      .map(({ comparedCase: each }) => agreeing(each)),
    skipped: skippedCases(compared, comparedCases, observation),
    inconclusive: notJudged(observation),
    left: [...(observation?.results ?? []), ...(again?.results ?? [])].flatMap(leftovers),
    recordedNow: observation?.recordings ?? [],
  };
}

/** 0 no drift, 1 drift, 2 nothing was compared, 3 some cases had no usable answer of the provider. */
export function exitCodeOf({ findings, agreed, inconclusive }: Drift): 0 | 1 | 2 | 3 {
  if (findings.length > 0) return 1;
  if (inconclusive.length > 0) return 3;
  return agreed.length > 0 ? 0 : 2;
}

const notJudged = (observation: Observation | undefined): readonly NotCompared[] =>
  (observation?.results ?? []).flatMap(({ id, verdict }) =>
    verdict.outcome === 'inconclusive' ? [{ case: id, reason: verdict.reason }] : [],
  );

/** The leftovers of a case, each with the case's name. */
export const leftovers = ({ id, left }: Pick<CaseResult, 'id' | 'left'>): readonly string[] =>
  left.map((each) => `${each}, by the case "${id}"`);

/** Every planned case that was neither compared nor inconclusive. */
function skippedCases(
  { plan, recordings }: Compared,
  comparedCases: readonly ComparedCase[],
  observation: Observation | undefined,
): readonly NotCompared[] {
  const [compared, recorded] = [new Set(plannedCases(comparedCases)), observationsOf(recordings)];
  const verdicts = new Map(observation?.results.map(({ id, verdict }) => [id, verdict]));
  return plan.flatMap((planned): readonly NotCompared[] => {
    const { id } = planned;
    const verdict = verdicts.get(id);
    if (compared.has(planned) || verdict?.outcome === 'inconclusive') return [];
    if (verdict?.outcome === 'skipped') return [{ case: id, reason: verdict.reason }];
    const isKnown = observation !== undefined || recorded.has(id);
    return [{ case: id, reason: isKnown ? 'the simulator cannot answer it' : 'it was not recorded' }];
  });
}

interface FindingDetails extends Pick<Finding, 'driftSource' | 'cause'> {
  readonly again: Observation | undefined;
}

function findingOf(comparedCase: ComparedCase, { driftSource, cause, again }: FindingDetails): Finding {
  const { planned, result, real } = comparedCase;
  const { truth: _, ...answers } = answersAtDifference(comparedCase);
  return {
    case: planned.id,
    provider: planned.file.provider,
    operation: planned.file.operation,
    driftSource,
    ...answers,
    cause,
    offSchema: result === undefined ? [] : offSchemaIn(result),
    isUnconfirmed:
      real !== undefined && firstDifferenceOf(comparedCase) !== undefined && again?.seen.has(planned.id) !== true,
  };
}

const agreeing = ({ planned, simulated }: ComparedCase): Agreeing => ({
  case: planned.id,
  provider: planned.file.provider,
  text: simulated.answers.at(-1)?.text,
});

/** The differences between a case's replies and their schemas. */
function offSchemaIn({ provider, steps }: CaseResult): readonly OffSchema[] {
  return steps.flatMap(({ step, operation, reply }) => {
    // Schemas describe a missing body as an empty text.
    const value = reply.body.length === 0 ? '' : jsonOf(reply)?.value;
    return matchesContract(operation, value).map((problem) => {
      const [pointer = ''] = problem.split(' ', 1);
      const says = problem.slice(pointer.length + 1);
      return {
        step,
        schema: `contracts/${provider}/${operationFolder(operation)}/response.schema.json`,
        pointer,
        says,
      };
    });
  });
}
