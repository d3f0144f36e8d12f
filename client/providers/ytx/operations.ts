import type { Operations, RefusalName, YtxRefusal } from '../../../contracts/ytx/generated.js';
import type { UnknownRefusal } from '../../core/errors/refused.js';
import type { CallOptions } from '../../core/prepared.js';

/** The name of a YTX operation, as its contract has it. */
export type YtxOperation = keyof Operations;

/** Every way in which YTX is known to refuse, by name. */
export type YtxRefusalName = RefusalName | UnknownRefusal;

/** Fields that the client fills in unless they are given. */
type FilledIn = 'action' | 'appid';

/** An operation's request in the provider's own fields. */
export type YtxFields<Name extends YtxOperation> = Omit<Operations[Name]['request'], FilledIn> &
  Partial<Pick<Operations[Name]['request'], FilledIn & keyof Operations[Name]['request']>>;

/**
 * An operation's success in the provider's own fields.
 *
 * Where `statusMsg` held its result as JSON text, it is the result; it is text only when the provider sent mere text.
 */
export type YtxAccepted<Name extends YtxOperation> = WhatNoRefusalIs<Operations[Name]['response']>;

type WhatNoRefusalIs<Response> = Response extends unknown ? (YtxRefusal extends Response ? never : Response) : never;

/** A method for each operation of the contract. */
export type YtxMethods = {
  readonly [Name in YtxOperation]: (fields: YtxFields<Name>, options?: CallOptions) => Promise<YtxAccepted<Name>>;
};
