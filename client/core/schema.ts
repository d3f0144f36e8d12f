import { parseWithIds } from '../../contracts/json.js';
import type { Issue } from './errors.js';
import type { RawReply } from './request.js';
import { simulatorIssues } from './simulator-reply.js';

/** A validator compiled from a schema: it returns whether the value is valid, and puts its reasons in `errors`. */
export interface Validator {
  (value: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
}

interface SchemaError {
  /** A JSON pointer. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
}

/** The maximum number of issues that are reported of one reply. */
const maxIssues = 20;

/** The differences between a value and its schema; empty when it is valid. */
export function schemaIssues(validate: Validator, value: unknown): readonly Issue[] {
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  // `oneOf` adds nothing to the errors of its alternatives.
  const specific = errors.some(({ keyword }) => keyword !== 'oneOf')
    ? errors.filter(({ keyword }) => keyword !== 'oneOf')
    : errors;
  const byText = new Map(specific.map((error) => [`${error.instancePath} ${error.message ?? ''}`, error]));
  return [...byText.values()].slice(0, maxIssues).map(({ instancePath, message = 'does not match its schema' }) => ({
    part: 'body',
    pointer: instancePath,
    message,
  }));
}

/** The differences between a reply's status and headers and its contract. */
export function headerIssues(reply: RawReply, agreedStatus: number): readonly Issue[] {
  const { status } = reply;
  if (status === agreedStatus) return simulatorIssues(reply);
  const isRedirect = status >= 300 && status < 400;
  const message = `is ${status}${isRedirect ? ', a redirect,' : ''} and not ${agreedStatus}`;
  return [{ part: 'status', message }, ...simulatorIssues(reply)];
}

/** The JSON value of a reply's body, or why there is none. */
type JsonBody = { readonly value: unknown } | { readonly issue: Issue };

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Reads a body as JSON in UTF-8; an `id` beyond 2^53 is a text. It ignores the Content-Type and accepts a byte order mark. */
export function readJson(body: Uint8Array): JsonBody {
  if (body.length === 0) return wrong('is empty');
  let text: string;
  try {
    text = decoder.decode(body).trim();
  } catch {
    return wrong('is not UTF-8');
  }
  try {
    return { value: parseWithIds(text) };
  } catch {
    // The parser's message quotes the text, so this one looks only at its two ends.
    return wrong(whyNotJson(text));
  }
}

function whyNotJson(text: string): string {
  if (text.startsWith('<')) return 'is HTML or XML, not JSON';
  return /^[{[]/.test(text) && !/[}\]]$/.test(text) ? 'is JSON that was cut short' : 'is not JSON';
}

const wrong = (message: string): JsonBody => ({ issue: { part: 'body', message } });
