import type { Operations, RefusalName, XylinkRefusal } from '../../../contracts/xylink/generated.js';
import type { UnknownRefusal } from '../../core/errors/refused.js';

/** The name of a XYLink operation, as its contract has it. */
export type XylinkOperation = keyof Operations;

/** Every way in which XYLink is known to refuse, by name. */
export type XylinkRefusalName = RefusalName | UnknownRefusal;

/** What an operation takes in the provider's own fields, those that stand in its path included. */
export type XylinkFields<Name extends XylinkOperation> = Operations[Name]['request'];

/** An operation's success in the provider's own fields; the empty text where the provider answers with no body. */
export type XylinkAccepted<Name extends XylinkOperation> = BodyBeforeNone<
  WhatNoRefusalIs<Operations[Name]['response']>
>;

type WhatNoRefusalIs<Response> = Response extends unknown ? (XylinkRefusal extends Response ? never : Response) : never;

/** Where a success has a body, to have none is only another way to refuse. */
type BodyBeforeNone<Response> = [Exclude<Response, ''>] extends [never] ? '' : Exclude<Response, ''>;
