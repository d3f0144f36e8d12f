import { operations } from '../../contracts/ytx/generated.js';
import { factsOf } from '../core/http.js';
import { baseFrom, demandTexts, segmentFrom } from '../core/options.js';
import { type Clock, machineClock } from '../core/ports.js';
import {
  type CallOptions,
  encodeBodyFrom,
  type Prepared,
  type RawReply,
  type UnmodelledRequest,
} from '../core/request.js';
import { createTransport, type TransportOptions } from '../core/transport.js';
import { type YtxFormat, ytxFormat } from './format.js';
import { meetingsOver, type YtxMeetings } from './meetings.js';
import {
  prepareRequest,
  prepareUnmodelledRequest,
  type YtxAccepted,
  type YtxFields,
  type YtxMethods,
  type YtxOperation,
} from './request.js';
import { parseReply } from './reply.js';

/** The options of a YTX client. */
export interface YtxClientOptions extends TransportOptions {
  /** The provider or a simulator, http or https, with or without a path: `http://127.0.0.1:4010/~alice/sandbox.ytx.net`. */
  readonly baseUrl: string;
  readonly accountSID: string;
  readonly authToken: string;
  /** The calling application; a single request may name another. */
  readonly appid: string;
  /** How requests are written where the provider's page leaves it open. */
  readonly format?: YtxFormat;
  /** The version of the API. Default: `201612`, the first with meetings. */
  readonly version?: string;
  /** The bytes of a body by its JSON text, for another charset, a byte order mark or gzip. Default: UTF-8. */
  readonly encodeBody?: (text: string) => Uint8Array;
  /** The source of signed times. Default: the machine's clock. */
  readonly clock?: Clock;
}

/**
 * A client of one YTX account and application.
 *
 * It never retries, since a creation without a reply may have happened. A method
 * rejects with `RefusedError`, `NetworkError`, `TimeoutError` or `ContractError`, or with the reason of the caller's own signal;
 * none of them holds a credential.
 */
export interface YtxClient extends YtxMethods, YtxMeetings {
  /** Signs a request and sends nothing; the same time gives the same bytes. The result holds credentials. */
  readonly prepare: <Name extends YtxOperation>(operation: Name, fields: YtxFields<Name>) => Prepared<Name>;
  /** The same for a request that is not one of the operations; `exchange` sends it. Throws a TypeError for an invalid path. */
  readonly prepareUnmodelledRequest: (request: UnmodelledRequest) => Prepared;
  /** Sends exactly this request and parses the reply. */
  readonly send: <Name extends YtxOperation>(
    prepared: Prepared<Name>,
    options?: CallOptions,
  ) => Promise<YtxAccepted<Name>>;
  /** Sends exactly this request and returns the reply, refusals and redirects included, unchanged and unchecked. */
  readonly exchange: (prepared: Prepared, options?: CallOptions) => Promise<RawReply>;
  /** Parses a reply, as `send` does after `exchange`; throws `RefusedError` or `ContractError`. */
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
  const { baseUrl, accountSID, authToken, appid, clock = machineClock } = options;
  demandTexts({ baseUrl, accountSID, authToken, appid });
  const sender = {
    base: baseFrom(baseUrl),
    accountSID,
    authToken,
    appid,
    format: ytxFormat(options.format),
    version: segmentFrom('version', options.version ?? '201612'),
    encodeBody: encodeBodyFrom(options.encodeBody),
    clock,
  };
  const confidential = { secrets: () => [authToken], ids: [accountSID] };
  const { exchange, contextOf } = createTransport(options, confidential);

  const prepare: YtxClient['prepare'] = (operation, fields) => prepareRequest(sender, operation, fields);
  const send: YtxClient['send'] = async (prepared, call) => {
    const reply = await exchange(prepared, call);
    return parseReply(prepared.operation, reply, await contextOf(prepared, reply, call));
  };
  const methods = methodsOf<YtxMethods>(
    operations,
    (operation) => (fields, call) => send(prepare(operation, fields), call),
  );
  return {
    ...methods,
    ...meetingsOver({
      prepare,
      send,
      factsOf: (prepared) => factsOf(prepared, confidential),
      format: sender.format,
    }),
    prepare,
    prepareUnmodelledRequest: (request) => prepareUnmodelledRequest(sender, request),
    send,
    exchange,
    understand: (operation, reply) => parseReply(operation, reply, { confidential }),
  };
}

/** A method of any operation: a parameter of type `never` is assignable from every function. */
type AnyMethod = (input: never, call?: CallOptions) => Promise<unknown>;

/**
 * One method for each operation of a contract's table, so that a new operation is a method without any code.
 *
 * The cast states what `Object.fromEntries` cannot: every name of the table has its own method, typed by the same contract.
 */
function methodsOf<Methods extends object>(
  operations: Readonly<Record<keyof Methods & string, unknown>>,
  methodFor: (operation: keyof Methods & string) => AnyMethod,
): Methods {
  const names = Object.keys(operations) as (keyof Methods & string)[];
  return Object.fromEntries(names.map((name) => [name, methodFor(name)])) as Methods;
}
