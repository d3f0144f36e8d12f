import * as validators from '../../contracts/ytx/generated-validators.js';
import { operations, refusals } from '../../contracts/ytx/generated.js';
import type { Issue } from '../core/errors.js';
import { contractError, refusalWithCode, refusedError, rejectProblem, type ReplyOrigin } from '../core/reply.js';
import type { RawReply } from '../core/request.js';
import { headerIssues, readJson, schemaIssues, type Validator } from '../core/schema.js';
import type { YtxAccepted, YtxOperation, YtxRefusalName } from './request.js';

const validatorOf: Readonly<Record<YtxOperation, Validator>> = validators;

/** The fields that all replies of the provider share. */
interface CommonReply {
  readonly statusCode: string;
  /** The result of a success; the text of a refusal. */
  readonly statusMsg?: unknown;
}

/** After these refusals the operation may still have happened. */
const leaveItOpen: readonly YtxRefusalName[] = ['exceptional', 'unknown'];

/**
 * Parses a reply: returns the success, in the provider's own fields.
 *
 * Throws `RefusedError` for a refusal, and `ContractError` for a reply that breaks the operation's contract. The body
 * decides, not the Content-Type: the provider's page does not document it.
 */
export function parseReply<Name extends YtxOperation>(
  operation: Name,
  reply: RawReply,
  context: ReplyOrigin,
): YtxAccepted<Name> {
  const { accepted, method } = operations[operation];
  const about = { operation, method, reply, context };
  rejectProblem(about);
  const { parsed: envelope, bodyIssues } = openReply(operation, reply);
  const code = envelope?.statusCode ?? accepted.statusCode;
  const refusal = code === accepted.statusCode ? undefined : refusalWithCode(refusals, code);
  const agreed = refusal === undefined || refusal === 'unknown' ? accepted : refusals[refusal];
  const issues = [...headerIssues(reply, agreed.status), ...bodyIssues];
  if (issues.length > 0) throw contractError(about, issues);
  if (refusal !== undefined) {
    const mayHaveHappened = leaveItOpen.includes(refusal);
    throw refusedError(about, { refusal, code, text: envelope?.statusMsg, mayHaveHappened }, refusals);
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
