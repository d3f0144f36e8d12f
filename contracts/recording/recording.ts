import type { Control } from '../suite/case.js';
import type { JsonObject } from '../json.js';
import type { Verdict } from '../suite/target.js';

/** What was played of one operation against one target, without anybody's secrets, ids or hours. */
export interface Recording {
  readonly version: 1;
  /** Who really answered; `provider` alone can validate anything. */
  readonly origin: { readonly kind: string; readonly name: string };
  /** ISO 8601 at +08:00. */
  readonly recordedAt: string;
  readonly target: string;
  /** By package. */
  readonly versions: Readonly<Record<string, string>>;
  readonly provider: string;
  readonly operation: string;
  /** Who played which role, with a placeholder for every id and secret. */
  readonly cast: Readonly<Record<string, JsonObject>>;
  /** What the values behind the cast's placeholders look like. */
  readonly forms: Forms;
  /** By the case's id. */
  readonly cases: Readonly<Record<string, RecordedCase>>;
}

/** By placeholder, without its brackets: `meid:1` is `digits:3`. */
export type Forms = Readonly<Record<string, string>>;

/** One case as it was played. */
export interface RecordedCase {
  /** How it ended. What could not be judged is not recorded. */
  readonly verdict: Extract<Verdict['outcome'], 'passed' | 'failed'>;
  readonly controls: readonly Control[];
  /** At which millisecond of its minute it began: times are cut alike when it is played again in another minute. */
  readonly beganMsIntoMinute: number;
  readonly forms: Forms;
  readonly steps: readonly RecordedStep[];
}

/** One request, and what it was answered. */
export interface RecordedStep {
  /** The case's step, from 1; what the client asks of its own accord, such as a login, belongs to the step that it is for. */
  readonly step: number;
  readonly askedBy: 'case' | 'client';
  readonly operation: string;
  /** How long after the case began, by the provider's clock: `+24h`. */
  readonly at: string;
  readonly request: RecordedRequest;
  readonly reply: RecordedReply;
}

/** A request with placeholders in place of what is different each time. */
export interface RecordedRequest {
  readonly method: string;
  readonly host: string;
  readonly target: string;
  /** By lower-case name, in their order. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RecordedBody;
  /** `valid`, `tampered:<how>`, or `none` for what nobody signs. */
  readonly signature: string;
}

/** A reply with placeholders; of its headers only those that mean something. */
export interface RecordedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RecordedBody;
}

/** A text, or bytes that are no UTF-8, each written as the character of its number. */
export type RecordedBody = string | { readonly latin1: string };
