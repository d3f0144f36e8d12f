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
import { type CallOptions, filledPath, type Prepared, type RawReply } from '../core/request.js';
import { headIssues, readJson, schemaIssues, type Validator } from '../core/schema.js';

/** The name of a YTX operation, as its contract has it. */
export type YtxOperation = keyof Operations;

/** Every way in which YTX is known to refuse, by name. */
export type YtxRefusalName = RefusalName | UnknownRefusal;

/** Fields that the client fills in unless they are given. */
type Defaults = 'action' | 'appid';

/** An operation's request in the provider's own fields. */
export type YtxFields<Name extends YtxOperation> = Omit<Operations[Name]['request'], Defaults> &
  Partial<Pick<Operations[Name]['request'], Defaults & keyof Operations[Name]['request']>>;

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

/** What every request of one client has in common. */
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

/** Signs one request. The clock is asked once, so that Sign and Authorization cannot disagree. */
export function prepareRequest<Name extends YtxOperation>(
  { base, clock, ...sender }: Sender,
  operation: Name,
  fields: YtxFields<Name>,
): Prepared<Name> {
  if (!Object.hasOwn(operations, operation)) throw new TypeError(`ytx has no operation called ${operation}`);
  const { method, path, action } = operations[operation];
  const { accountSID, appid } = sender;
  const timestamp = timestampOf(clock.now());
  const body = { action, appid, ...inForm(fields, sender.partiesAs) };
  return {
    operation,
    method,
    url: `${base}${filledPath(path, { version, accountSID })}?Sign=${signOf(sender, timestamp)}`,
    headers: {
      Accept: 'application/json',
      'Content-Type': 'application/json;charset=utf-8',
      Authorization: authorizationOf({ accountSID, timestamp }),
    },
    body: encoder.encode(JSON.stringify(body)),
  };
}

/** The fields with `parties`, where there are any, in the chosen form. */
function inForm(fields: object, partiesAs: Sender['partiesAs']): object {
  if (partiesAs === 'array' || !('parties' in fields)) return fields;
  return { ...fields, parties: JSON.stringify(fields.parties) };
}

const validatorOf: Readonly<Record<YtxOperation, Validator>> = validators;

/** What all replies of the provider have, whatever the operation. */
interface Envelope {
  readonly statusCode: string;
}

/** After these the operation may have been done all the same. */
const leaveItOpen: readonly YtxRefusalName[] = ['exceptional', 'unknown'];

/**
 * What a reply says: the success, in the provider's own fields.
 *
 * Throws `RefusedError` for a refusal, and `ContractError` for whatever the operation's contract does not know. The body
 * decides; its Content-Type does not, since what the provider sends there was never seen.
 */
export function parseReply<Name extends YtxOperation>(operation: Name, reply: RawReply): YtxAccepted<Name> {
  const { status } = reply;
  const { accepted } = operations[operation];
  const { envelope, bodyIssues } = openReply(operation, reply);
  const code = envelope?.statusCode ?? accepted.statusCode;
  const refusal = code === accepted.statusCode ? undefined : refusalWithCode(refusals, code);
  const agreed = refusal === undefined || refusal === 'unknown' ? accepted : refusals[refusal];
  const issues = [...headIssues(reply, agreed.status), ...bodyIssues];
  if (issues.length > 0) throw new ContractError({ operation, status, issues });
  if (refusal !== undefined) {
    const mayHaveHappened = leaveItOpen.includes(refusal);
    throw new RefusedError({ operation, refusal, code, status, refusedBy: refusingCheck(reply), mayHaveHappened });
  }
  // The validator took it for a reply of this operation, and it has the code that no refusal has.
  return envelope as YtxAccepted<Name>;
}

interface Opened {
  /** Absent when there are issues. */
  readonly envelope?: Envelope;
  readonly bodyIssues: readonly Issue[];
}

function openReply(operation: YtxOperation, { body }: RawReply): Opened {
  const json = readJson(body);
  if ('issue' in json) return { bodyIssues: [json.issue] };
  const value = withResultRead(json.value, operations[operation].accepted.statusCode);
  const bodyIssues = schemaIssues(validatorOf[operation], value);
  // What fits any operation's schema has a statusCode.
  return bodyIssues.length > 0 ? { bodyIssues } : { envelope: value as Envelope, bodyIssues };
}

/**
 * A success whose `statusMsg` is JSON text, with what the text holds in its place; anything else as it is.
 *
 * The provider's page shows the result as an object and types it as a string, so either may come.
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
