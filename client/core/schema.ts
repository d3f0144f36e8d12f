import { type Issue, simulatorIssues } from './errors.js';
import type { RawReply } from './request.js';

/** A validator that was compiled from a schema: it says yes or no, and then has its reasons in `errors`. */
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

/** A reply with many faults has said enough after these. */
const mostIssues = 20;

/** How a value departs from its schema; nothing when it fits. */
export function schemaIssues(validate: Validator, value: unknown): readonly Issue[] {
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  // That no alternative fits says nothing beside why each of them does not.
  const telling = errors.some(({ keyword }) => keyword !== 'oneOf')
    ? errors.filter(({ keyword }) => keyword !== 'oneOf')
    : errors;
  const byText = new Map(telling.map((error) => [`${error.instancePath} ${error.message ?? ''}`, error]));
  return [...byText.values()].slice(0, mostIssues).map(({ instancePath, message = 'does not fit its schema' }) => ({
    part: 'body',
    pointer: instancePath,
    message,
  }));
}

/** What is not as agreed about a reply before its body is looked at. */
export function headIssues(reply: RawReply, agreedStatus: number): readonly Issue[] {
  const { status } = reply;
  if (status === agreedStatus) return simulatorIssues(reply);
  const isRedirect = status >= 300 && status < 400;
  const message = `is ${status}${isRedirect ? ', a redirect,' : ''} and not ${agreedStatus}`;
  return [{ part: 'status', message }, ...simulatorIssues(reply)];
}

/** What a reply's body holds, or what is wrong with it. */
type JsonBody = { readonly value: unknown } | { readonly issue: Issue };

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Reads a body as JSON in UTF-8, whatever its Content-Type says; a byte order mark in front is no harm. */
export function readJson(body: Uint8Array): JsonBody {
  if (body.length === 0) return wrong('is empty');
  let text: string;
  try {
    text = decoder.decode(body).trim();
  } catch {
    return wrong('is not UTF-8');
  }
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    // The parser's message quotes the text, so ours is made from its two ends.
    return wrong(whyNotJson(text));
  }
}

function whyNotJson(text: string): string {
  if (text.startsWith('<')) return 'is HTML or XML, not JSON';
  return /^[{[]/.test(text) && !/[}\]]$/.test(text) ? 'is JSON that was cut short' : 'is not JSON';
}

const wrong = (message: string): JsonBody => ({ issue: { part: 'body', message } });
