import type { DeliveryResult } from '../core/callbacks/transport.js';

/** How long replies took, ms; undefined where there was none. */
interface Times {
  readonly replies: number;
  readonly p50Ms?: number;
  readonly maxMs?: number;
}

/** A probe as reports show it. */
export type ReportedProbe = Omit<ProbeResult, 'took'> & { readonly times: Times };

/** What every report on a receiver is made from, and, as JSON, one of them. */
export interface ReceiverReport {
  readonly format: 'meeting-understudy/callbacks-report/1';
  /** The version of meeting-understudy. */
  readonly version: string;
  /** The receiver's URL; of its query it is told only that there is one. */
  readonly target: string;
  readonly seed: string;
  readonly spelling: string;
  readonly timeoutMs: number;
  readonly run: {
    /** ISO 8601, UTC. */
    readonly startedAt: string;
    readonly tookMs: number;
  };
  readonly totals: Readonly<Record<ProbeResult['outcome'], number>>;
  /** By provider. */
  readonly times: Readonly<Record<string, Times>>;
  readonly results: readonly ReportedProbe[];
}

/** What a report says of a run besides its results. */
type AboutRun = Pick<ReceiverReport, 'version' | 'target' | 'seed' | 'spelling' | 'timeoutMs' | 'run'>;

/** Makes a report of results; whoever makes it says what the run was. */
export function receiverReportOf(results: readonly ProbeResult[], about: AboutRun): ReceiverReport {
  const count = (outcome: ProbeResult['outcome']): number => results.filter((each) => each.outcome === outcome).length;
  const tookBy = (name: string): readonly number[] =>
    results.filter(({ provider }) => provider === name).flatMap(({ took }) => took);
  const names = new Set(results.map(({ provider }) => provider));
  return {
    format: 'meeting-understudy/callbacks-report/1',
    ...about,
    totals: { passed: count('passed'), failed: count('failed'), inconclusive: count('inconclusive') },
    times: Object.fromEntries(Array.from(names, (name) => [name, timesOf(tookBy(name))])),
    results: results.map(reportedProbe),
  };
}

/** A result as reports show it. */
export const reportedProbe = ({ took, ...rest }: ProbeResult): ReportedProbe => ({ ...rest, times: timesOf(took) });

function timesOf(took: readonly number[]): Times {
  const sorted = took.toSorted((one, other) => one - other);
  const [p50Ms, maxMs] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted.at(-1)];
  return { replies: sorted.length, ...(p50Ms !== undefined && { p50Ms }), ...(maxMs !== undefined && { maxMs }) };
}

/** Times in words: `34 replies, half of them within 3 ms, the slowest after 41 ms`. */
export function timesInWords({ replies, p50Ms, maxMs }: Times): string {
  if (p50Ms === undefined || maxMs === undefined) return 'no reply';
  if (replies === 1) return `1 reply, after ${maxMs} ms`;
  return `${replies} replies, half of them within ${p50Ms} ms, the slowest after ${maxMs} ms`;
}

/** A delivery that went wrong, as it may be shown: texts are cut, and free of what steers a terminal. */
export interface Failure {
  /** What was wrong. */
  readonly says: string;
  /** What to do about it, from the general to what this probe is about. */
  readonly todo: readonly string[];
  readonly sent: {
    readonly event: string;
    readonly method: string;
    readonly contentType: string;
    readonly bytes: number;
    /** How it begins. */
    readonly text: string;
  };
  readonly came: {
    readonly outcome: DeliveryResult['outcome'];
    readonly tookMs: number;
    readonly status?: number;
    readonly contentType?: string;
    /** How the body begins. */
    readonly text?: string;
  };
}

/** How a probe ended; `inconclusive` when nobody was there to be asked. */
export interface ProbeResult {
  readonly id: string;
  readonly provider: string;
  /** What its notices were of. */
  readonly events: readonly string[];
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'inconclusive';
  /** Why it matters, a line for each piece of evidence. */
  readonly evidence: readonly string[];
  /** What went wrong first, in the order of sending. */
  readonly failure?: Failure;
  /** How many were sent. */
  readonly sent: number;
  /** How long each took that was answered, ms. */
  readonly took: readonly number[];
}
