import { createHash } from 'node:crypto';
import { canonicalJson } from '../json.js';
import { isSimulated } from '../suite/assertions.js';
import type { CaseFile, ContractCase } from '../suite/case.js';
import type { PlannedCase } from '../suite/run/plan.js';
import type { CaseResult, Run } from '../suite/run/result.js';
import type { Origin } from '../suite/target.js';
import * as xylink from '../xylink/generated.js';
import * as ytx from '../ytx/generated.js';

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

function plannedCaseOf(
  { id }: CaseResult,
  { plan }: AboutRun,
): { readonly file: CaseFile; readonly contractCase: ContractCase } {
  const planned = plan.find((each) => each.id === id);
  if (planned === undefined) throw new Error(`the plan of this run has no case ${id}`);
  return planned;
}

/** What was true when a case was validated; sha256 in hex, each of canonical JSON. */
interface Hashes {
  /** The case itself, and the base request of its operation. */
  readonly case: string;
  /** The operations it asks for with their schemas, and the refusals it expects. */
  readonly contract: string;
  /** The requests and replies, normalised: without ids, times and secrets of an account. */
  readonly exchanges: string;
}

/** One case that passed once. It names hosts and never who asked them. */
export interface ValidationRecord {
  /** The case's id: `ytx/createMeeting: one party is enough`. */
  readonly case: string;
  /** When its run began, ISO 8601 at +08:00. */
  readonly when: string;
  /** The hosts that were asked, such as `sandbox.ytx.net`. */
  readonly target: readonly string[];
  /** By package. */
  readonly versions: Readonly<Record<string, string>>;
  /** Who really answered. Anything but `provider` validates nothing. */
  readonly origin: Origin;
  readonly hashes: Hashes;
}

/** A file of records: one provider's, a record a case. */
export interface ValidationFile {
  readonly version: 1;
  readonly provider: string;
  readonly records: readonly ValidationRecord[];
}

/** The sha256 of a JSON value, in hex, however its members are ordered. */
const hashOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

/** What a case rests on today. A record with other hashes is about something that has changed since. */
export async function hashesOf(file: CaseFile, contractCase: ContractCase): Promise<Omit<Hashes, 'exchanges'>> {
  const { provider, operation, base } = file;
  return {
    case: hashOf({ provider, operation, base, case: contractCase }),
    contract: await contractHash(contractOf(provider), contractCase),
  };
}

/** The hash of the part of a contract that a case is about. */
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

/** The refusals with the body that a case expects; where it does not say which body, it may be any. */
function refusalsFor({ body }: ContractCase['then'], refusals: Agreed['refusals']): readonly unknown[] {
  const all = Object.entries(refusals);
  const meant = all.filter(([, refusal]) => refusal.body === body);
  return meant.length > 0 ? meant : all;
}

/** What both sides agreed on about a provider: each part as its JSON has it. */
export interface Agreed {
  readonly operations: Readonly<Record<string, unknown>>;
  /** By operation, request and reply. */
  readonly schemas: () => Promise<Readonly<Record<string, unknown>>>;
  readonly refusals: Readonly<
    Record<string, { readonly body: string; readonly status: number; readonly code: string }>
  >;
}

const byProvider: Readonly<Record<string, Agreed>> = { xylink, ytx };

/** The contracts of a provider. An Error when there is none of this name. */
export function contractOf(provider: string): Agreed {
  const agreed = byProvider[provider];
  if (agreed === undefined) throw new Error(`there is no contract with ${provider}`);
  return agreed;
}
