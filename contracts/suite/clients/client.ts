import type { Prepared, RawReply } from '../../../client/index.js';
import type { Entity } from '../target.js';

/** A client for the runner: it prepares a request, and sends it without checking the reply. */
export interface ProviderClient {
  /** The provider's notations, by the name that references use. */
  readonly notations: Readonly<Record<string, (argument: string) => string>>;
  readonly prepare: (operation: string, input: object) => Prepared | Promise<Prepared>;
  readonly exchange: (prepared: Prepared) => Promise<RawReply>;
  /** Parses a reply; throws `RefusedError` or `ContractError`. */
  readonly understand: (operation: string, reply: RawReply) => unknown;
  /** Returns how to undo a request that was not refused. */
  readonly undo: (done: PerformedOperation) => Undo;
}

/** A request that was not refused, and its reply. */
export interface PerformedOperation {
  readonly operation: string;
  /** Without an answer of the provider's own, the effect is uncertain. */
  readonly isAnswered: boolean;
  /** The URL; some operations have their parameters only in the path. */
  readonly url: string;
  readonly body: unknown;
  readonly result: unknown;
}

/** A booking that may still exist, with the data for cancelling it by hand. */
export interface UncancelledBooking {
  /** The number for its cancellation; undefined when the reply did not contain it. */
  readonly confid: string | undefined;
  /** When its phones ring, as sent: `2026-12-22 12:00`, at +08:00. */
  readonly booktime: string | undefined;
  readonly numbers: readonly string[];
  readonly accountSID: string;
  readonly appid: string;
}

/** How to undo a request: nothing to undo, a request, or not possible (then the leftover). */
export type Undo =
  /** This step may have undone the effect of an earlier step. */
  | { readonly by: 'nothing'; readonly tookBack?: string }
  | {
      readonly by: 'request';
      readonly operation: string;
      readonly input: object;
      readonly what: string;
      /** The path, if it differs from the client's: a case may have called for another account. */
      readonly path?: string;
      /** The booking that exists until the request is accepted. */
      readonly booking?: UncancelledBooking;
    }
  /** `spends` is the kind of the roles that have changed for good. */
  | {
      readonly by: 'no-request';
      readonly what: string;
      readonly spends?: string;
      readonly booking?: UncancelledBooking;
    };

/** The options of a client. */
export interface ProviderClientOptions {
  readonly baseUrl: string;
  /** The entities of the case's roles, by part: `{ account, app }`, with the case's overrides. */
  readonly parts: Readonly<Record<string, Entity>>;
  /** The client's clock, which may be wrong; ms since the epoch. */
  readonly clock: { now(): number };
  /** The provider's clock (default: the client's): booking times are relative to this clock. */
  readonly trueClock?: { now(): number };
  readonly fetch: typeof globalThis.fetch;
  /** The timeout of a request, in ms. Default: the client's own. */
  readonly timeoutMs?: number;
}

/**
 * The undo of an operation that is known only by its operation.json: an operation that leaves nothing needs no undo; the
 * effect of any other is a leftover.
 */
export function undoOfOthers(
  operations: Readonly<Record<string, object>>,
  { operation, isAnswered }: PerformedOperation,
): Undo {
  if ('leavesNothing' in (operations[operation] ?? {})) return { by: 'nothing' };
  return { by: 'no-request', what: `the effect of ${operation}${isAnswered ? '' : ' (it may have happened)'}` };
}
