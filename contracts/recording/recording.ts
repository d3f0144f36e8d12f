import type { Control } from '../suite/case.js';
import type { JsonObject } from '../json.js';
import type { Verdict } from '../suite/target.js';

/** The cases of one operation that ran against one target, without secrets, ids and hours. */
export interface Recording {
  readonly version: 1;
  /** The real origin of the replies; only `provider` can validate a case. */
  readonly origin: { readonly kind: string; readonly name: string };
  /** ISO 8601 at +08:00. */
  readonly recordedAt: string;
  readonly target: string;
  /** By package. */
  readonly versions: Readonly<Record<string, string>>;
  readonly provider: string;
  readonly operation: string;
  /** The entities by role, with a placeholder for every id and secret. */
  readonly cast: Readonly<Record<string, JsonObject>>;
  /** The forms of the values behind the cast's placeholders. */
  readonly forms: Forms;
  /** By the case's id. */
  readonly cases: Readonly<Record<string, RecordedCase>>;
}

/** By placeholder, without its brackets: `meid:1` is `digits:3`. */
export type Forms = Readonly<Record<string, string>>;

/** The recording of one case. */
export interface RecordedCase {
  /** Inconclusive cases are not recorded. */
  readonly verdict: Extract<Verdict['outcome'], 'passed' | 'failed'>;
  readonly controls: readonly Control[];
  /** The millisecond of its minute at which the case began: a replay in another minute then truncates times in the same way. */
  readonly beganMsIntoMinute: number;
  readonly forms: Forms;
  readonly steps: readonly RecordedStep[];
}

/** One request and its reply. */
export interface RecordedStep {
  /** The case's step, from 1; a request of the client's own, such as a login, belongs to the step that needs it. */
  readonly step: number;
  readonly askedBy: 'case' | 'client';
  readonly operation: string;
  /** How long after the case began, by the provider's clock: `+24h`. */
  readonly at: string;
  readonly request: RecordedRequest;
  readonly reply: RecordedReply;
}

/** A request with placeholders for values that differ in each run. */
export interface RecordedRequest {
  readonly method: string;
  readonly host: string;
  readonly target: string;
  /** By lower-case name, sorted. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RecordedBody;
  /** `valid`, `tampered:<how>`, or `none` for an unsigned operation. */
  readonly signature: string;
}

/** A reply with placeholders, and with the relevant headers only. */
export interface RecordedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RecordedBody;
}

/** A text, or bytes that are not UTF-8, each as the character with its number. */
export type RecordedBody = string | { readonly latin1: string };
