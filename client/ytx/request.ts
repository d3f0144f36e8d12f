import { timestampOf } from '../../contracts/ytx/china-time.js';
import { type Operations, operations, type RefusalName, type YtxRefusal } from '../../contracts/ytx/generated.js';
import { authorizationOf, signOf } from '../../contracts/ytx/signing.js';
import type { UnknownRefusal } from '../core/errors.js';
import type { Clock } from '../core/ports.js';
import {
  type CallOptions,
  type EncodeBody,
  encodedRequest,
  filledPath,
  type Prepared,
  type UnmodelledRequest,
} from '../core/request.js';
import { bodyText, type YtxFormat } from './format.js';

/** The name of a YTX operation, as its contract has it. */
export type YtxOperation = keyof Operations;

/** Every way in which YTX is known to refuse, by name. */
export type YtxRefusalName = RefusalName | UnknownRefusal;

/** Fields for which the client has defaults. */
type Defaults = 'action' | 'appid';

/** An operation's request in the provider's own fields. */
export type YtxFields<Name extends YtxOperation> = Omit<Operations[Name]['request'], Defaults> &
  Partial<Pick<Operations[Name]['request'], Defaults & keyof Operations[Name]['request']>>;

/**
 * An operation's success in the provider's own fields.
 *
 * If `statusMsg` held the result as JSON text, it is the parsed result; it is text only when the provider sent plain text.
 */
export type YtxAccepted<Name extends YtxOperation> = WhatNoRefusalIs<Operations[Name]['response']>;

type WhatNoRefusalIs<Response> = Response extends unknown ? (YtxRefusal extends Response ? never : Response) : never;

/** A method for each operation of the contract. */
export type YtxMethods = {
  readonly [Name in YtxOperation]: (fields: YtxFields<Name>, options?: CallOptions) => Promise<YtxAccepted<Name>>;
};

/** The parts that every request of one client shares. */
interface Sender {
  /** Without a slash at its end. */
  readonly base: string;
  readonly accountSID: string;
  readonly authToken: string;
  readonly appid: string;
  readonly format: Required<YtxFormat>;
  /** The version of the API: a segment of every path. */
  readonly version: string;
  readonly encodeBody: EncodeBody;
  readonly clock: Clock;
}

/** Prepares one request of an operation. */
export function prepareRequest<Name extends YtxOperation>(
  sender: Sender,
  operation: Name,
  fields: YtxFields<Name>,
): Prepared<Name> {
  if (!Object.hasOwn(operations, operation)) throw new TypeError(`ytx has no operation called ${operation}`);
  const { method, path, action } = operations[operation];
  const { accountSID, appid, version, format } = sender;
  const named = format.action === 'sent' ? { action, appid } : { appid };
  const body = sender.encodeBody(bodyText({ ...named, ...fields }, format));
  return signRequest(sender, { operation, method, path: filledPath(path, { version, accountSID }), body });
}

/** Prepares a request that is not one of the operations; its body gets no defaults. */
export const prepareUnmodelledRequest = (sender: Sender, request: UnmodelledRequest): Prepared =>
  signRequest(sender, encodedRequest(request, sender.encodeBody));

/** A request before it is signed. */
interface UnsignedRequest<Name extends string> extends Pick<Prepared<Name>, 'operation' | 'method' | 'body'> {
  readonly path: string;
  /** Further parameters, each with its `&` in front. */
  readonly query?: string;
}

/** Signs one request. It reads the clock once, so that Sign and Authorization cannot disagree. */
function signRequest<Name extends string>(
  { base, clock, format, ...sender }: Sender,
  { operation, method, path, query = '', body }: UnsignedRequest<Name>,
): Prepared<Name> {
  const { accountSID } = sender;
  const timestamp = timestampOf(clock.now());
  const authorization = authorizationOf({ accountSID, timestamp });
  return {
    operation,
    method,
    url: `${base}${path}?${format.sign}=${signOf(sender, timestamp)}${query}`,
    headers: {
      Accept: 'application/json',
      'Content-Type': 'application/json;charset=utf-8',
      Authorization: format.authorization === 'padded' ? authorization : authorization.replace(/=+$/, ''),
    },
    body,
  };
}
