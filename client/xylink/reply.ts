import { isJsonObject } from '../../contracts/json.js';
import * as validators from '../../contracts/xylink/generated-validators.js';
import { operations, refusals } from '../../contracts/xylink/generated.js';
import type { Issue } from '../core/errors.js';
import {
  contractError,
  refusalWithCode,
  refusedError,
  rejectProblem,
  type ReplyOrigin,
  type ReplyOf,
} from '../core/reply.js';
import type { RawReply } from '../core/request.js';
import { headerIssues, readJson, schemaIssues, type Validator } from '../core/schema.js';
import { simulatorIssues } from '../core/simulator-reply.js';
import type { XylinkAccepted, XylinkOperation, XylinkRefusalName } from './request.js';

const validatorOf: Readonly<Record<XylinkOperation, Validator>> = validators;

/** Operations whose reply has no body; all others have one. */
const withoutBody: readonly XylinkOperation[] = [
  'invite',
  'disconnect',
  'endMeeting',
  'registerCallback',
  'changeCallback',
  'removeCallback',
  'registerRosterCallback',
  'removeRosterCallback',
];

/** After these refusals the operation may still have happened: a circuit breaker inside the provider answers busy, too. */
const ambiguousRefusals: readonly XylinkRefusalName[] = [
  'internalError',
  'unexpectedError',
  'unknownError',
  'restRequestError',
  'serviceBusy',
  'unknown',
];

/**
 * Parses a reply: returns the success, in the provider's own fields; the empty text for an empty body.
 *
 * Throws `RefusedError` for a refusal, and `ContractError` for a reply that breaks the operation's contract. The body alone
 * decides whether a reply is a refusal, since the statuses of few refusals are known.
 */
export function parseReply<Name extends XylinkOperation>(
  operation: Name,
  reply: RawReply,
  context: ReplyOrigin,
): XylinkAccepted<Name> {
  const { body } = reply;
  const { method, accepted } = operations[operation];
  const about = { operation, method, reply, context };
  rejectProblem(about);
  const { value, issues: bodyIssues } = body.length === 0 ? { value: '', issues: [] } : valueIn(operation, reply);
  const code = refusalCode(value, reply, accepted.status);
  const issues =
    code === undefined
      ? [...headerIssues(reply, accepted.status), ...bodyIssues, ...emptyBodyIssues(operation, value)]
      : [...simulatorIssues(reply), ...bodyIssues];
  if (issues.length > 0) throw contractError(about, issues);
  if (code !== undefined) throw refusalOf(about, code, value);
  // The validator accepted it as a reply of this operation, and it is not a refusal.
  return value as XylinkAccepted<Name>;
}

interface Read {
  readonly value: unknown;
  readonly issues: readonly Issue[];
}

function valueIn(operation: XylinkOperation, { body }: RawReply): Read {
  const json = readJson(body);
  if ('issue' in json) return { value: undefined, issues: [json.issue] };
  return { value: json.value, issues: schemaIssues(validatorOf[operation], json.value) };
}

/** Of the refusals with a body, all but a few have this status. */
const businessStatus = refusals.parameterInvalid.status;

/**
 * The code of a refusal: its errorCode; without a body, that of the refusal with this status and no body. The limit refuses
 * without a body too, and perhaps with the status of other refusals.
 */
function refusalCode(value: unknown, { status }: RawReply, agreed: number): string | undefined {
  if (value === '' && status !== agreed) {
    const { tooManyRequests } = refusals;
    if (status === businessStatus) return tooManyRequests.code;
    return Object.values(refusals).find((each) => each.body === '' && each.status === status)?.code;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { errorCode } = value as { readonly errorCode?: unknown };
  return Number.isInteger(errorCode) ? String(errorCode) : undefined;
}

function emptyBodyIssues(operation: XylinkOperation, value: unknown): readonly Issue[] {
  return value === '' && !withoutBody.includes(operation) ? [{ part: 'body', message: 'is empty' }] : [];
}

/** Refusals of one operation whose code means something else elsewhere. */
const refusalsOfOne: Readonly<Partial<Record<XylinkOperation, 'loginRefused' | 'handlerUnreachable'>>> = {
  appToken: 'loginRefused',
  registerCallback: 'handlerUnreachable',
};

function refusalOf(about: ReplyOf<XylinkOperation>, code: string, value: unknown): Error {
  const own = refusalsOfOne[about.operation];
  const refusal = own !== undefined && refusals[own].code === code ? own : refusalWithCode(refusals, code);
  const mayHaveHappened = ambiguousRefusals.includes(refusal);
  const text = isJsonObject(value) ? value['userMessage'] : undefined;
  return refusedError(about, { refusal, code, text, mayHaveHappened }, refusals);
}
