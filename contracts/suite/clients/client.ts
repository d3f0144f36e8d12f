import type { Prepared, RawReply } from '../../../client/index.js';
import type { Entity } from '../target.js';

/** What the player needs of a client: to prepare a request, and to send it without judging the reply. */
export interface ProviderClient {
  /** How the provider writes things down, by the name that references use. */
  readonly notations: Readonly<Record<string, (argument: string) => string>>;
  readonly prepare: (operation: string, input: object) => Prepared | Promise<Prepared>;
  readonly exchange: (prepared: Prepared) => Promise<RawReply>;
  /** Says what a reply means; throws `RefusedError` or `ContractError`. */
  readonly understand: (operation: string, reply: RawReply) => unknown;
  /** What takes back what a request did that was not refused. */
  readonly undo: (done: Done) => Undo;
}

/** A request that was not refused: what it asked for, and what it was answered. */
export interface Done {
  readonly operation: string;
  /** Without an answer of the provider's own, it may have been done and may not. */
  readonly isAnswered: boolean;
  /** Where it was asked for: what an operation is about may stand in its path alone. */
  readonly url: string;
  readonly body: unknown;
  readonly result: unknown;
}

/** A booking that may still stand, with what its owner needs to cancel it by hand. */
export interface UncancelledBooking {
  /** The number by which it is cancelled; undefined where the reply did not say it. */
  readonly confid: string | undefined;
  /** When its phones ring, as it was sent: `2026-12-22 12:00`, by clocks in China. */
  readonly booktime: string | undefined;
  readonly numbers: readonly string[];
  readonly accountSID: string;
  readonly appid: string;
}

/** `nothing` stays; a request takes it back; or it stays, and this is what stays. */
export type Undo =
  /** What an earlier step did may be gone with this one. */
  | { readonly by: 'nothing'; readonly tookBack?: string }
  | {
      readonly by: 'request';
      readonly operation: string;
      readonly input: object;
      readonly what: string;
      /** Where it has to go, when that is not where the client sends it: a case may have asked for another account. */
      readonly path?: string;
      /** What stands until the request is accepted. */
      readonly booking?: UncancelledBooking;
    }
  /** Roles of this kind are not as they were any more, when it says so. */
  | {
      readonly by: 'no-request';
      readonly what: string;
      readonly spends?: string;
      readonly booking?: UncancelledBooking;
    };

/** What a caller is made from. */
export interface ProviderClientOptions {
  readonly baseUrl: string;
  /** The entities of the case's roles, by part: `{ account, app }`; what the case overrides is in them already. */
  readonly parts: Readonly<Record<string, Entity>>;
  /** The client's clock, which may be wrong; ms since the epoch. */
  readonly clock: { now(): number };
  /** The provider's clock (default: the client's): times that a request asks for lie ahead by this one. */
  readonly trueClock?: { now(): number };
  readonly fetch: typeof globalThis.fetch;
  /** How long a request may take, ms; default: the client's own limit. */
  readonly timeoutMs?: number;
}

/**
 * What takes back an operation of which nothing more is known than its operation.json: one that leaves nothing behind
 * need not be taken back, and what any other did stays, and is named.
 */
export function undoOfOthers(operations: Readonly<Record<string, object>>, { operation, isAnswered }: Done): Undo {
  if ('leavesNothing' in (operations[operation] ?? {})) return { by: 'nothing' };
  return { by: 'no-request', what: `what ${operation} ${isAnswered ? 'did' : 'may have done'}` };
}
