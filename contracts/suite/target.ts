import type { Prepared } from '../../client/index.js';
import type { JsonObject } from '../json.js';
import type { CaseFile, ContractCase, Control } from './case.js';

/** A role's entity on a target: ids and credentials by the provider's own names. */
export type Entity = JsonObject;

/** The situation of a case, for beginning a session; its references are not resolved yet. */
export interface Situation {
  readonly provider: string;
  /** The case itself, for targets that answer or record case by case. */
  readonly file: CaseFile;
  readonly contractCase: ContractCase;
  /** ms since the epoch; undefined leaves the clock as it is. */
  readonly now: number | undefined;
  readonly readings: Readonly<Record<string, string>>;
  readonly caller: string | undefined;
  /** Given the cast, the merge patch onto the provider's part of the world. */
  readonly world: (cast: Readonly<Record<string, Entity>>) => JsonObject | undefined;
}

/** The part of a target for one case, isolated from the requests of other cases. */
export interface Session {
  /** The URL of one of the provider's hosts, without a slash at its end. */
  readonly urlOf: (host: string) => string;
  /** The entities by role. */
  readonly cast: Readonly<Record<string, Entity>>;
  /** The provider's clock, ms since the epoch. */
  now(): number;
  /** Advances the clock by some ms. */
  advance(byMs: number): Promise<void>;
  readonly fetch: typeof globalThis.fetch;
  /** The timeout of a request, in ms. Default: the client's own. */
  readonly timeoutMs?: number | undefined;
  /** The differences between the requests since the last call and those that the target expects; any fails the case. */
  readonly requestDifferences?: () => readonly Omit<Difference, 'step'>[];
  /** The callbacks sent so far, in order, for a target that controls them. */
  readonly callbacks?: () => Promise<readonly SentCallback[]>;
  /** Why a request must not be sent, because of its effect at a real provider; undefined when it may. */
  readonly rejectionReason?: (request: Prepared) => string | undefined;
  /** Receives the kinds of roles that this case has changed for good. */
  readonly spend?: (kinds: readonly string[]) => void;
  /** Waits before undo requests are repeated, for a target that was busy. */
  readonly pause?: () => Promise<void>;
  end(): Promise<void>;
}

/** A callback as its receiver gets it. */
export interface SentCallback {
  readonly event: string;
  readonly url: string;
  readonly body: string;
}

/** `provider` is the real one, with a real account; a `stand-in` receives the same requests and is not the real one. */
export type Origin = 'simulator' | 'recording' | 'stand-in' | 'provider';

/** A server with a provider's API: the simulator in this process, one behind a URL, the real sandbox. */
export interface Target {
  readonly name: string;
  /** The origin of the replies; only `provider` can validate a case. */
  readonly origin: Origin;
  readonly controls: readonly Control[];
  /** Whether bookings of a case stay there, so that they have to be cancelled. */
  readonly keepsState: boolean;
  /** Why this case cannot run here, as far as this is known without a request; undefined when it can. */
  readonly rejectionReason?: (file: CaseFile, contractCase: ContractCase) => string | undefined;
  /** Why this case cannot run here, because of its requests, which are prepared and not sent. */
  readonly requestsRejectionReason?: (file: CaseFile, contractCase: ContractCase) => Promise<string | undefined>;
  begin(situation: Situation): Promise<Session>;
}

/** The verdict on a case. Neither a skipped nor an inconclusive case has passed: both have a reason. */
export type Verdict =
  | { readonly outcome: 'passed' }
  /** A reply of the target differs from the contract. */
  | { readonly outcome: 'failed'; readonly differences: readonly Difference[] }
  /** The target lacks a role, a control or a permission that the case needs. */
  | { readonly outcome: 'skipped'; readonly reason: string }
  /** The target gave no usable answer: unreachable, too slow, limited, out of order. */
  | { readonly outcome: 'inconclusive'; readonly reason: string };

/** One difference between a reply and the contract. */
export interface Difference {
  /** The step of the reply, from 1. */
  readonly step: number;
  /** The problem, in words that quote no body. */
  readonly says: string;
  /** The expected text: a body, or an outcome in words. */
  readonly expected?: string;
  /** The received text, unchanged; it may hold credentials. */
  readonly received?: string;
}
