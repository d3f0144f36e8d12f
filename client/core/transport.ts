import { exchangeOnce } from './http.js';
import { timeoutFrom } from './options.js';
import type { Pace } from './rate-limit.js';
import { type Confidential, type RequestSummary, summaryOf } from './redaction.js';
import type { CallOptions, Prepared, RawReply } from './request.js';
import type { ReplyOrigin } from './reply.js';
import { diagnosisOf } from './simulator-reply.js';
import { raceAbort } from './timeout.js';

/** A request that was sent, and its outcome. */
export interface CompletedExchange {
  /** The operation's name in the contract. */
  readonly operation: string;
  /** Without credentials, for logs. */
  readonly request: RequestSummary;
  /** The reply, unchecked: a refusal too. Undefined if there is none. */
  readonly reply: RawReply | undefined;
  /** Why there is no reply: `NetworkError`, `TimeoutError`, `ContractError`, or the reason of the caller's signal. */
  readonly error: unknown;
}

/** Functions that run around each request, logins and retries included. If one throws, the call rejects with its error. */
export interface ClientHooks {
  /**
   * Before a request is sent; it may return another one to send. It gets the request with its credentials. If it throws,
   * nothing is sent. The signatures of the providers do not cover other headers than their own, so it may add some.
   */
  readonly before?: (prepared: Prepared) => Prepared | undefined | Promise<Prepared | undefined>;
  /** After the reply, or when there will be none. */
  readonly after?: (exchange: CompletedExchange) => void | Promise<void>;
}

/** The options of every client about the way of a request. */
export interface TransportOptions {
  /** The timeout of a whole exchange, in ms. Default: 10,000. Hooks, waiting for a limit and for a login do not count. */
  readonly timeoutMs?: number;
  /** Default: the global fetch, looked up at each call. Pass another one for a proxy, a CA or connections of your own. */
  readonly fetch?: typeof globalThis.fetch;
  readonly hooks?: ClientHooks;
  /** Whether errors ask a simulator for its diagnosis, with one more request. Default: true. A provider is never asked. */
  readonly diagnose?: boolean;
}

/** The way to a provider. */
interface ClientTransport {
  /** Sends a request once, with the hooks around it. */
  readonly exchange: (prepared: Prepared, call?: CallOptions) => Promise<RawReply>;
  /** What errors about this reply know; it asks a simulator for its diagnosis. */
  readonly contextOf: (prepared: Prepared, reply: RawReply, call?: CallOptions) => Promise<ReplyOrigin>;
}

/** Makes the way to a provider. Throws a TypeError for invalid options. */
export function createTransport(
  { timeoutMs, fetch, hooks = {}, diagnose = true }: TransportOptions,
  confidential: Confidential,
  pace?: Pace,
): ClientTransport {
  demandHooks(hooks);
  const http = { timeoutMs: timeoutFrom(timeoutMs), fetch, confidential, diagnose };
  const { before, after } = hooks;
  const sendOnce: ClientTransport['exchange'] = (prepared, call) =>
    pace === undefined
      ? exchangeOnce(prepared, http, call)
      : raceAbort(
          pace(() => exchangeOnce(prepared, http, call), call?.signal),
          call?.signal,
        );
  const report = async (prepared: Prepared, outcome: Pick<CompletedExchange, 'reply' | 'error'>): Promise<void> =>
    after?.({ operation: prepared.operation, request: summaryOf(prepared, confidential), ...outcome });
  const exchange: ClientTransport['exchange'] = async (prepared, call) => {
    call?.signal?.throwIfAborted();
    // Before the limit counts it: a hook may take any time.
    const changed = before && (await raceAbort(Promise.resolve(before(prepared)), call?.signal));
    const request = changed ?? prepared;
    const reply = await sendOnce(request, call).catch(async (error: unknown) => {
      await report(request, { reply: undefined, error });
      throw error;
    });
    await report(request, { reply, error: undefined });
    return reply;
  };
  return {
    exchange: before === undefined && after === undefined ? sendOnce : exchange,
    contextOf: async (prepared, reply, call) => ({
      confidential,
      prepared,
      diagnosis: await diagnosisOf(reply, prepared, http, call),
    }),
  };
}

function demandHooks(hooks: ClientHooks): void {
  // Programs in JavaScript hand in anything.
  const given = hooks as unknown;
  if (typeof given !== 'object' || given === null) throw new TypeError('hooks must be an object');
  for (const [name, hook] of Object.entries(given) as [string, unknown][]) {
    if (name !== 'before' && name !== 'after') throw new TypeError(`hooks has no "${name}": use before or after`);
    if (hook !== undefined && typeof hook !== 'function') throw new TypeError(`hooks.${name} must be a function`);
  }
}
