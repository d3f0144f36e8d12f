import { type Message, say } from '../../contracts/messages.js';
import type { DeliveryResult } from '../core/callbacks/transport.js';

/** Reply times, ms; undefined without replies. */
interface Times {
  readonly replies: number;
  readonly p50Ms?: number;
  readonly maxMs?: number;
}

/** A probe as reports show it. */
export type ReportedProbe = Omit<ProbeResult, 'took'> & { readonly times: Times };

/** The data of every report on a receiver; also the JSON report. */
export interface ReceiverReport {
  readonly format: 'meeting-understudy/callbacks-report/1';
  /** The version of meeting-understudy. */
  readonly version: string;
  /** The receiver's URL; a query is shown only as such. */
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

/** The description of a run. */
type AboutRun = Pick<ReceiverReport, 'version' | 'target' | 'seed' | 'spelling' | 'timeoutMs' | 'run'>;

/** Builds a report from results. */
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

/** Times as text: `34 replies, half of them within 3 ms, the slowest after 41 ms`. */
export function timesInWords({ replies, p50Ms, maxMs }: Times): Message {
  if (p50Ms === undefined || maxMs === undefined) return say`no reply`;
  if (replies === 1) return say`1 reply, after ${maxMs} ms`;
  return say`${replies} replies, half of them within ${p50Ms} ms, the slowest after ${maxMs} ms`;
}

/** A failed delivery, for reports: texts are cut, and free of control characters. */
export interface Failure {
  /** What is wrong. */
  readonly says: string;
  /** How to fix it, from the general to this probe. */
  readonly todo: readonly string[];
  readonly sent: {
    readonly event: string;
    readonly method: string;
    readonly contentType: string;
    readonly bytes: number;
    /** The beginning of the body. */
    readonly text: string;
  };
  readonly came: {
    readonly outcome: DeliveryResult['outcome'];
    readonly tookMs: number;
    readonly status?: number;
    readonly contentType?: string;
    /** The beginning of the body. */
    readonly text?: string;
  };
}

/** The result of a probe; `inconclusive` if the receiver could not be reached. */
export interface ProbeResult {
  readonly id: string;
  readonly provider: string;
  /** The events it sends. */
  readonly events: readonly string[];
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'inconclusive';
  /** Why it matters, one line for each piece of evidence. */
  readonly evidence: readonly string[];
  /** The first failure, in the order of sending. */
  readonly failure?: Failure;
  /** The number of requests sent. */
  readonly sent: number;
  /** The time of each reply, ms. */
  readonly took: readonly number[];
}
