import { createHash } from 'node:crypto';
import { canonicalJson } from '../json.js';
import { isSimulated } from '../suite/assertions.js';
import type { CaseFile, ContractCase } from '../suite/case.js';
import type { PlannedCase } from '../suite/run/plan.js';
import type { CaseResult, Run } from '../suite/run/result.js';
import type { Origin } from '../suite/target.js';
import * as xylink from '../xylink/generated.js';
import * as ytx from '../ytx/generated.js';

/** The information about a run that the run itself lacks. */
export interface AboutRun {
  readonly plan: readonly PlannedCase[];
  /** By package. */
  readonly versions: Readonly<Record<string, string>>;
  /** The exchanges of a case, normalised: without secrets, and the same for every account. */
  readonly exchangesOf: (result: CaseResult) => unknown;
}

const chinaMs = 8 * 3_600_000;

/** An instant, ms since the epoch, at +08:00: `2026-11-21T12:00:00.000+08:00`. */
const inChina = (instant: number): string => new Date(instant + chinaMs).toISOString().replace('Z', '+08:00');

/** A record for each case that passed in a run against a real provider; empty for any other run. */
export async function validationRecords(run: Run, about: AboutRun): Promise<readonly ValidationRecord[]> {
  if (run.target.origin !== 'provider') return [];
  // A hosts file or a proxy may have put a simulator in the provider's place.
  const answered = run.results.filter(({ steps }) => !steps.some(({ reply }) => isSimulated(reply)));
  const ofContract = answered.filter(({ provider, operation }) =>
    Object.hasOwn(contractOf(provider).operations, operation),
  );
  const passed = ofContract.filter(({ verdict }) => verdict.outcome === 'passed');
  return Promise.all(
    passed.map(async (result) => {
      const { file, contractCase } = plannedCaseOf(result, about);
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

/** The records after a run: new records replace old ones of the same case, and a failed case loses its record. */
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

function plannedCaseOf(
  { id }: CaseResult,
  { plan }: AboutRun,
): { readonly file: CaseFile; readonly contractCase: ContractCase } {
  const planned = plan.find((each) => each.id === id);
  if (planned === undefined) throw new Error(`the plan of this run has no case ${id}`);
  return planned;
}

/** The hashes of a validated case; sha256 in hex, each of canonical JSON. */
interface Hashes {
  /** The case itself, and the base request of its operation. */
  readonly case: string;
  /** The operations that it calls with their schemas, and the refusals that it expects. */
  readonly contract: string;
  /** The requests and replies, normalised: without ids, times and secrets of an account. */
  readonly exchanges: string;
}

/** One case that passed once. It names hosts and never the account. */
export interface ValidationRecord {
  /** The case's id: `ytx/createMeeting: one party is enough`. */
  readonly case: string;
  /** When its run began, ISO 8601 at +08:00. */
  readonly when: string;
  /** The hosts of its requests, such as `sandbox.ytx.net`. */
  readonly target: readonly string[];
  /** By package. */
  readonly versions: Readonly<Record<string, string>>;
  /** The real origin of the replies. Only `provider` validates a case. */
  readonly origin: Origin;
  readonly hashes: Hashes;
}

/** A file of records: one provider's, a record a case. */
export interface ValidationFile {
  readonly version: 1;
  readonly provider: string;
  readonly records: readonly ValidationRecord[];
}

/** The sha256 of a JSON value, in hex, for any order of its members. */
const hashOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

/** The current hashes of a case. A record with other hashes is outdated. */
export async function hashesOf(file: CaseFile, contractCase: ContractCase): Promise<Omit<Hashes, 'exchanges'>> {
  const { provider, operation, base } = file;
  return {
    case: hashOf({ provider, operation, base, case: contractCase }),
    contract: await contractHash(contractOf(provider), contractCase),
  };
}

/** The hash of the part of a contract that a case uses. */
export async function contractHash(
  { operations, schemas, refusals }: Agreed,
  { when, then }: ContractCase,
): Promise<string> {
  const all = await schemas();
  const asked = new Set(when.map(({ operation }) => operation));
  return hashOf({
    operations: Array.from(asked, (name) => [name, operations[name], all[name]]),
    refusals: then.refusedBy === undefined ? [] : refusalsFor(then, refusals),
  });
}

/** The refusals with the body that a case expects; all refusals if the case names no body of the catalogue. */
function refusalsFor({ body }: ContractCase['then'], refusals: Agreed['refusals']): readonly unknown[] {
  const all = Object.entries(refusals);
  const meant = all.filter(([, refusal]) => refusal.body === body);
  return meant.length > 0 ? meant : all;
}

/** The contract of a provider, each part as in its JSON file. */
export interface Agreed {
  readonly operations: Readonly<Record<string, unknown>>;
  /** By operation, request and reply. */
  readonly schemas: () => Promise<Readonly<Record<string, unknown>>>;
  readonly refusals: Readonly<
    Record<string, { readonly body: string; readonly status: number; readonly code: string }>
  >;
}

const byProvider: Readonly<Record<string, Agreed>> = { xylink, ytx };

/** The contract of a provider. Throws an Error for an unknown provider. */
export function contractOf(provider: string): Agreed {
  const agreed = byProvider[provider];
  if (agreed === undefined) throw new Error(`unknown provider ${provider}: it has no contract`);
  return agreed;
}
