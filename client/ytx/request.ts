import { timestampOf } from '../../contracts/ytx/china-time.js';
import * as validators from '../../contracts/ytx/generated-validators.js';
import {
  type Operations,
  operations,
  type RefusalName,
  refusals,
  type YtxRefusal,
} from '../../contracts/ytx/generated.js';
import { authorizationOf, signOf } from '../../contracts/ytx/signing.js';
import {
  type Issue,
  ContractError,
  refusalWithCode,
  RefusedError,
  refusingCheck,
  type UnknownRefusal,
} from '../core/errors.js';
import type { Clock } from '../core/ports.js';
import {
  type CallOptions,
  encodedRequest,
  filledPath,
  type Prepared,
  type RawReply,
  type UnmodelledRequest,
} from '../core/request.js';
import { headerIssues, readJson, schemaIssues, type Validator } from '../core/schema.js';

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
  readonly partiesAs: 'array' | 'string';
  readonly clock: Clock;
}

/** The version of the API that has meetings. */
const version = '201612';

const encoder = new TextEncoder();

/** Prepares one request of an operation. */
export function prepareRequest<Name extends YtxOperation>(
  sender: Sender,
  operation: Name,
  fields: YtxFields<Name>,
): Prepared<Name> {
  if (!Object.hasOwn(operations, operation)) throw new TypeError(`ytx has no operation called ${operation}`);
  const { method, path, action } = operations[operation];
  const { accountSID, appid, partiesAs } = sender;
  const body = encoder.encode(JSON.stringify({ action, appid, ...inForm(fields, partiesAs) }));
  return signRequest(sender, { operation, method, path: filledPath(path, { version, accountSID }), body });
}

/** Prepares a request that is not one of the operations; its body gets no defaults. */
export const prepareUnmodelledRequest = (sender: Sender, request: UnmodelledRequest): Prepared =>
  signRequest(sender, encodedRequest(request));

/** A request before it is signed. */
interface UnsignedRequest<Name extends string> extends Pick<Prepared<Name>, 'operation' | 'method' | 'body'> {
  readonly path: string;
  /** Further parameters, each with its `&` in front. */
  readonly query?: string;
}

/** Signs one request. It reads the clock once, so that Sign and Authorization cannot disagree. */
function signRequest<Name extends string>(
  { base, clock, ...sender }: Sender,
  { operation, method, path, query = '', body }: UnsignedRequest<Name>,
): Prepared<Name> {
  const { accountSID } = sender;
  const timestamp = timestampOf(clock.now());
  return {
    operation,
    method,
    url: `${base}${path}?Sign=${signOf(sender, timestamp)}${query}`,
    headers: {
      Accept: 'application/json',
      'Content-Type': 'application/json;charset=utf-8',
      Authorization: authorizationOf({ accountSID, timestamp }),
    },
    body,
  };
}

/** The fields with `parties`, if present, in the chosen form. */
function inForm(fields: object, partiesAs: Sender['partiesAs']): object {
  if (partiesAs === 'array' || !('parties' in fields)) return fields;
  return { ...fields, parties: JSON.stringify(fields.parties) };
}

const validatorOf: Readonly<Record<YtxOperation, Validator>> = validators;

/** The fields that all replies of the provider share. */
interface CommonReply {
  readonly statusCode: string;
}

/** After these refusals the operation may still have happened. */
const leaveItOpen: readonly YtxRefusalName[] = ['exceptional', 'unknown'];

/**
 * Parses a reply: returns the success, in the provider's own fields.
 *
 * Throws `RefusedError` for a refusal, and `ContractError` for a reply that breaks the operation's contract. The body
 * decides, not the Content-Type: the provider's page does not document it.
 */
export function parseReply<Name extends YtxOperation>(operation: Name, reply: RawReply): YtxAccepted<Name> {
  const { status } = reply;
  const { accepted } = operations[operation];
  const { parsed: envelope, bodyIssues } = openReply(operation, reply);
  const code = envelope?.statusCode ?? accepted.statusCode;
  const refusal = code === accepted.statusCode ? undefined : refusalWithCode(refusals, code);
  const agreed = refusal === undefined || refusal === 'unknown' ? accepted : refusals[refusal];
  const issues = [...headerIssues(reply, agreed.status), ...bodyIssues];
  if (issues.length > 0) throw new ContractError({ operation, status, issues });
  if (refusal !== undefined) {
    const mayHaveHappened = leaveItOpen.includes(refusal);
    throw new RefusedError({ operation, refusal, code, status, refusedBy: refusingCheck(reply), mayHaveHappened });
  }
  // The validator accepted it as a reply of this operation, and its code is that of a success.
  return envelope as YtxAccepted<Name>;
}

interface Opened {
  /** Absent when there are issues. */
  readonly parsed?: CommonReply;
  readonly bodyIssues: readonly Issue[];
}

function openReply(operation: YtxOperation, { body }: RawReply): Opened {
  const json = readJson(body);
  if ('issue' in json) return { bodyIssues: [json.issue] };
  const value = withResultRead(json.value, operations[operation].accepted.statusCode);
  const bodyIssues = schemaIssues(validatorOf[operation], value);
  // Every operation's schema requires a statusCode.
  return bodyIssues.length > 0 ? { bodyIssues } : { parsed: value as CommonReply, bodyIssues };
}

/**
 * Replaces a success's `statusMsg` by its parsed value if it is JSON text; returns any other reply unchanged.
 *
 * The provider's page shows the result as an object and types it as a string, so both are accepted.
 */
function withResultRead(reply: unknown, acceptedCode: string): unknown {
  if (typeof reply !== 'object' || reply === null) return reply;
  const { statusCode, statusMsg } = reply as { readonly statusCode?: unknown; readonly statusMsg?: unknown };
  if (statusCode !== acceptedCode || typeof statusMsg !== 'string') return reply;
  const result = objectIn(statusMsg);
  return result === undefined ? reply : { ...reply, statusMsg: result };
}

function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
