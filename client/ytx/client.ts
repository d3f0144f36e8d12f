import { operations } from '../../contracts/ytx/generated.js';
import { exchange } from '../core/http.js';
import { baseFrom, demandTexts, timeoutFrom } from '../core/options.js';
import { type Clock, machineClock } from '../core/ports.js';
import type { CallOptions, Prepared, RawReply } from '../core/request.js';
import { meetingsOver, type YtxMeetings } from './meetings.js';
import {
  prepareRequest,
  parseReply,
  type YtxAccepted,
  type YtxFields,
  type YtxMethods,
  type YtxOperation,
} from './request.js';

/** What a YTX client needs to know. */
export interface YtxClientOptions {
  /** The provider or a simulator, http or https, with or without a path: `http://127.0.0.1:4010/~alice/sandbox.ytx.net`. */
  readonly baseUrl: string;
  readonly accountSID: string;
  readonly authToken: string;
  /** The application that asks; single requests may name another. */
  readonly appid: string;
  /** For a whole exchange, in ms; 10,000 unless given. */
  readonly timeoutMs?: number;
  /** In which form `parties` is sent; a JSON array unless given. The provider's page types it as a string. */
  readonly partiesAs?: 'array' | 'string';
  /** Where the time that is signed comes from; the machine's clock unless given. */
  readonly clock?: Clock;
  /** The global one at the time of the call unless given. */
  readonly fetch?: typeof globalThis.fetch;
}

/**
 * A YTX account and application, ready to ask for meetings.
 *
 * Whatever it sends it sends once: there is no retry, since a creation that got no answer may have happened. A method
 * rejects with `RefusedError`, `NetworkError`, `TimeoutError` or `ContractError`, or with the reason of the caller's own signal;
 * none of them holds a credential.
 */
export interface YtxClient extends YtxMethods, YtxMeetings {
  /** Signs a request and sends nothing; the same at the same time. It holds credentials. */
  readonly prepare: <Name extends YtxOperation>(operation: Name, fields: YtxFields<Name>) => Prepared<Name>;
  /** Sends exactly this, tampered with or not, and says what the reply means. */
  readonly send: <Name extends YtxOperation>(
    prepared: Prepared<Name>,
    options?: CallOptions,
  ) => Promise<YtxAccepted<Name>>;
  /** Sends exactly this and gives the reply as it came, refusals and redirects included, without judging it. */
  readonly exchange: (prepared: Prepared, options?: CallOptions) => Promise<RawReply>;
  /** Says what a reply means, as `send` does after `exchange`; throws `RefusedError` or `ContractError`. */
  readonly understand: <Name extends YtxOperation>(operation: Name, reply: RawReply) => YtxAccepted<Name>;
}

/**
 * Makes a client of YTX. Throws a TypeError for options that cannot work; it sends nothing.
 *
 * @example
 * const ytx = createYtxClient({ baseUrl: 'http://127.0.0.1:4010/sandbox.ytx.net', accountSID, authToken, appid });
 * const meeting = await ytx.startMeeting({
 *   name: 'Weekly',
 *   creator: '10000007556',
 *   parties: [{ name: '张三', phone: '10000000804' }],
 * });
 */
export function createYtxClient(options: YtxClientOptions): YtxClient {
  const { baseUrl, accountSID, authToken, appid, partiesAs = 'array', clock = machineClock, fetch } = options;
  demandTexts({ baseUrl, accountSID, authToken, appid });
  const sender = { base: baseFrom(baseUrl), accountSID, authToken, appid, partiesAs, clock };
  const transport = { timeoutMs: timeoutFrom(options.timeoutMs), fetch };

  const prepare: YtxClient['prepare'] = (operation, fields) => prepareRequest(sender, operation, fields);
  const send: YtxClient['send'] = async (prepared, call) =>
    parseReply(prepared.operation, await exchange(prepared, transport, call));
  const methods = methodsOf<YtxMethods>(
    operations,
    (operation) => (fields, call) => send(prepare(operation, fields), call),
  );
  return {
    ...methods,
    ...meetingsOver(methods),
    prepare,
    send,
    exchange: async (prepared, call) => exchange(prepared, transport, call),
    understand: parseReply,
  };
}

/** A method whose own types are forgotten: `never` is what a function that takes anything accepts. */
type AnyMethod = (input: never, call?: CallOptions) => Promise<unknown>;

/**
 * One method for each operation of a contract's table, so that a new operation is a method without any code.
 *
 * That each name of the table is there with its own method, typed by the same contract, is what entries cannot say.
 */
function methodsOf<Methods extends object>(
  operations: Readonly<Record<keyof Methods & string, unknown>>,
  methodFor: (operation: keyof Methods & string) => AnyMethod,
): Methods {
  const names = Object.keys(operations) as (keyof Methods & string)[];
  return Object.fromEntries(names.map((name) => [name, methodFor(name)])) as Methods;
}
