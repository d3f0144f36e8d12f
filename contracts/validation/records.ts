import type { CaseFile, ContractCase } from '../suite/case.js';
import { isSimulated } from '../suite/judgement.js';
import type { PlannedCase } from '../suite/run/plan.js';
import type { CaseResult, Run } from '../suite/run/result.js';
import { hashesOf, hashOf } from './hashes.js';
import type { ValidationRecord } from './record.js';

/** What a run does not know of itself. */
export interface AboutRun {
  readonly plan: readonly PlannedCase[];
  /** By package. */
  readonly versions: Readonly<Record<string, string>>;
  /** What went to and fro in a case, normalised: without secrets, and the same for whoever asks. */
  readonly exchangesOf: (result: CaseResult) => unknown;
}

const chinaMs = 8 * 3_600_000;

/** An instant, ms since the epoch, as it reads in China: `2026-11-21T12:00:00.000+08:00`. */
const inChina = (instant: number): string => new Date(instant + chinaMs).toISOString().replace('Z', '+08:00');

/** A record for each case that passed in a run against a real provider; of any other run there is none. */
export async function validationRecords(run: Run, about: AboutRun): Promise<readonly ValidationRecord[]> {
  if (run.target.origin !== 'provider') return [];
  // A hosts file or a proxy may have put a simulator in the provider's place.
  const answered = run.results.filter(({ steps }) => !steps.some(({ reply }) => isSimulated(reply)));
  const passed = answered.filter(({ verdict }) => verdict.outcome === 'passed');
  return Promise.all(
    passed.map(async (result) => {
      const { file, contractCase } = plannedOf(result, about);
      return {
        case: result.id,
        when: inChina(run.startedAt),
        target: hostsOf(result),
        versions: about.versions,
        origin: run.target.origin,
        hashes: { ...(await hashesOf(file, contractCase)), exchanges: hashOf(about.exchangesOf(result)) },
      };
    }),
  );
}

/** The records as they are after a run: the new ones in place of the old, and none of a case that has failed since. */
export async function recordsAfter(
  before: readonly ValidationRecord[],
  run: Run,
  about: AboutRun,
): Promise<readonly ValidationRecord[]> {
  if (run.target.origin !== 'provider') return before;
  const made = await validationRecords(run, about);
  const failed = run.results.filter(({ verdict }) => verdict.outcome === 'failed').map(({ id }) => id);
  const outdated = new Set([...failed, ...made.map((record) => record.case)]);
  const kept = before.filter((record) => !outdated.has(record.case));
  return [...kept, ...made].sort((one, other) => (one.case < other.case ? -1 : 1));
}

const hostsOf = ({ steps }: CaseResult): readonly string[] => [
  ...new Set(steps.map(({ prepared }) => new URL(prepared.url).host)),
];

function plannedOf(
  { id }: CaseResult,
  { plan }: AboutRun,
): { readonly file: CaseFile; readonly contractCase: ContractCase } {
  const planned = plan.find((each) => each.id === id);
  if (planned === undefined) throw new Error(`the plan of this run has no case ${id}`);
  return planned;
}
