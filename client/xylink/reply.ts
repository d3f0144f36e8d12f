import * as validators from '../../contracts/xylink/generated-validators.js';
import { operations, refusals } from '../../contracts/xylink/generated.js';
import {
  type Issue,
  ContractError,
  refusalWithCode,
  RefusedError,
  refusingCheck,
  simulatorIssues,
} from '../core/errors.js';
import type { RawReply } from '../core/request.js';
import { headerIssues, readJson, schemaIssues, type Validator } from '../core/schema.js';
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
export function parseReply<Name extends XylinkOperation>(operation: Name, reply: RawReply): XylinkAccepted<Name> {
  const { status, body } = reply;
  const agreed = operations[operation].accepted.status;
  const { value, issues: bodyIssues } = body.length === 0 ? { value: '', issues: [] } : valueIn(operation, reply);
  const code = refusalCode(value, reply, agreed);
  const issues =
    code === undefined
      ? [...headerIssues(reply, agreed), ...bodyIssues, ...emptyBodyIssues(operation, value)]
      : [...simulatorIssues(reply), ...bodyIssues];
  if (issues.length > 0) throw new ContractError({ operation, status, issues });
  if (code !== undefined) throw refusedError(operation, reply, code);
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

/** The code of a refusal: its errorCode; without a body, the code of the refusal with this status and no body. */
function refusalCode(value: unknown, { status }: RawReply, agreed: number): string | undefined {
  if (value === '' && status !== agreed) {
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

function refusedError(operation: XylinkOperation, reply: RawReply, code: string): RefusedError {
  const own = refusalsOfOne[operation];
  const refusal = own !== undefined && refusals[own].code === code ? own : refusalWithCode(refusals, code);
  const mayHaveHappened = ambiguousRefusals.includes(refusal);
  return new RefusedError({
    operation,
    refusal,
    code,
    status: reply.status,
    refusedBy: refusingCheck(reply),
    mayHaveHappened,
  });
}
