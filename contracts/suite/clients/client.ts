import { type Prepared, type RawReply, RefusedError, type UnmodelledRequest } from '../../../client/index.js';
import type { Entity } from '../target.js';

/** A client for the runner: it prepares a request, and sends it without checking the reply. */
export interface ProviderClient {
  /** The provider's notations, by the name that references use. */
  readonly notations: Readonly<Record<string, (argument: string) => string>>;
  /** Whether the contract has an operation of this name. */
  readonly isModelled: (operation: string) => boolean;
  /** Signs a request; under the name of no operation, the input is the whole request. */
  readonly prepare: (operation: string, input: object) => Prepared | Promise<Prepared>;
  readonly exchange: (prepared: Prepared) => Promise<RawReply>;
  /** Parses a reply; throws `RefusedError` or `ContractError`. */
  readonly understand: (operation: string, reply: RawReply) => unknown;
  /** Returns how to undo a request that was not refused. */
  readonly undo: (done: PerformedOperation) => Undo;
}

/** The parts of a provider's client that differ for a request that is not one of its operations. */
interface OperationClient extends Pick<ProviderClient, 'prepare' | 'understand'> {
  readonly prepareUnmodelledRequest: (request: UnmodelledRequest) => Prepared | Promise<Prepared>;
}

/** The refusals of a provider, by name. */
type Refusals = Readonly<Record<string, { readonly code: string; readonly status: number; readonly body: string }>>;

/** Extends a client of a contract's operations to requests that are none of them. */
export function withUnmodelledRequests(
  { operations, refusals }: { readonly operations: object; readonly refusals: Refusals },
  client: OperationClient,
): Pick<ProviderClient, 'isModelled' | 'prepare' | 'understand'> {
  const isModelled = (operation: string): boolean => Object.hasOwn(operations, operation);
  return {
    isModelled,
    prepare: (operation, input) =>
      isModelled(operation)
        ? client.prepare(operation, input)
        : // The schema of case files has validated it.
          client.prepareUnmodelledRequest({ ...(input as Omit<UnmodelledRequest, 'name'>), name: operation }),
    understand(operation, reply) {
      if (isModelled(operation)) return client.understand(operation, reply);
      throwIfKnownRefusal(refusals, operation, reply);
      return undefined;
    },
  };
}

/** Without a contract only the bytes of a known refusal show that a reply is one. */
function throwIfKnownRefusal(refusals: Refusals, operation: string, { status, body }: RawReply): void {
  const text = new TextDecoder().decode(body);
  const found = Object.entries(refusals).find(([, each]) => each.status === status && each.body === text);
  if (found === undefined) return;
  const [refusal, { code }] = found;
  throw new RefusedError({ operation, refusal, code, status, refusedBy: undefined, mayHaveHappened: false });
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
