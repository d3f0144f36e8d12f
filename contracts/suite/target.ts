import type { Prepared } from '../../client/index.js';
import type { JsonObject } from '../json.js';
import type { CaseFile, ContractCase, Control } from './case.js';

/** A role's entity on a target: ids and credentials by the provider's own names. */
export type Entity = JsonObject;

/** What a session is begun with: the case's situation, its references not yet resolved. */
export interface Situation {
  readonly provider: string;
  /** The case itself, for targets that answer case by case, or remember what was asked in which. */
  readonly file: CaseFile;
  readonly contractCase: ContractCase;
  /** ms since the epoch; undefined leaves the clock as it is. */
  readonly now: number | undefined;
  readonly readings: Readonly<Record<string, string>>;
  readonly caller: string | undefined;
  /** Given the cast, the merge patch onto the provider's part of the world. */
  readonly world: (cast: Readonly<Record<string, Entity>>) => JsonObject | undefined;
}

/** One case's own stretch of a target: nobody else's requests are seen there. */
export interface Session {
  /** Where one of the provider's hosts is reached: a URL without a slash at its end. */
  readonly urlOf: (host: string) => string;
  /** Who plays which role here. */
  readonly cast: Readonly<Record<string, Entity>>;
  /** The provider's clock, ms since the epoch. */
  now(): number;
  /** Lets time pass, ms. */
  advance(byMs: number): Promise<void>;
  readonly fetch: typeof globalThis.fetch;
  /** How long a request may take, ms; as long as the client grants unless given. */
  readonly timeoutMs?: number | undefined;
  /** What the target itself has against the requests since the last time it was asked: a case with any has failed. */
  readonly requestDifferences?: () => readonly Omit<Difference, 'step'>[];
  /** Why a request must not be sent, by what it could do at a real provider; undefined when it may. */
  readonly objectionTo?: (request: Prepared) => string | undefined;
  /** Hears of the kinds of roles that this case named and that are not as they were any more. */
  readonly spend?: (kinds: readonly string[]) => void;
  /** Gives a target that had no time just now some more, before it is asked again to take something back. */
  readonly pause?: () => Promise<void>;
  end(): Promise<void>;
}

/** `provider` is the real one, with somebody's own account; a `stand-in` is asked the same way and is not the real one. */
export type Origin = 'simulator' | 'recording' | 'stand-in' | 'provider';

/** Something that answers as a provider does: the simulator in this process, one behind a URL, the real sandbox. */
export interface Target {
  readonly name: string;
  /** Who really answers; only what a provider answered can validate anything. */
  readonly origin: Origin;
  readonly controls: readonly Control[];
  /** Whether what a case books stays there, so that it has to be taken back. */
  readonly keepsState: boolean;
  /** Why this case is not to be begun here, as far as it can be told without asking anybody; undefined when it may. */
  readonly objectionTo?: (file: CaseFile, contractCase: ContractCase) => string | undefined;
  /** Why a case is not to be begun here, by the requests that it would send; they are prepared and not sent. */
  readonly objectionToRequests?: (file: CaseFile, contractCase: ContractCase) => Promise<string | undefined>;
  begin(situation: Situation): Promise<Session>;
}

/** How playing a case ended. Neither a skip nor an inconclusive end is a pass: both say why. */
export type Verdict =
  | { readonly outcome: 'passed' }
  /** What the target answered is not what the contract says. */
  | { readonly outcome: 'failed'; readonly differences: readonly Difference[] }
  /** The target has not what the case needs: a role, a control, leave to do this. */
  | { readonly outcome: 'skipped'; readonly reason: string }
  /** The target could not be asked: unreachable, too slow, limited, out of order. */
  | { readonly outcome: 'inconclusive'; readonly reason: string };

/** One thing in which a reply is not what the contract says. */
export interface Difference {
  /** From 1: the request that was answered so. */
  readonly step: number;
  /** What is wrong, in words that quote no body. */
  readonly says: string;
  /** What would have been right, as text: a body, or an ending in words. */
  readonly expected?: string;
  /** What came instead, as it came over the wire; it may hold credentials. */
  readonly received?: string;
}
