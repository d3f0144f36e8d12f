import type { IncomingMessage } from 'node:http';
import { readBody } from '../body.js';
import { drain } from '../payload-too-large.js';
import { whereJsonBreaks } from '../../core/json-break.js';
import { type Answer, problemAnswer, type Taken } from './route.js';

/** The largest body the control API reads. */
const bodyLimitBytes = 8 * 1024 * 1024;

/** How deep JSON may be nested: far more than any world is, and far less than what overflows a stack. */
const deepest = 64;

/** Reads a request's body as JSON: strict UTF-8; the content type is ignored. */
export async function jsonBody(request: IncomingMessage): Promise<Taken<unknown>> {
  const bytes = await bodyBytes(request);
  if (!bytes.ok) return bytes;
  const text = textOf(bytes.value);
  if (text === undefined) return { ok: false, answer: notUtf8(bytes.value) };
  const parsed = parse(text);
  if (parsed === undefined) return { ok: false, answer: notJson(text) };
  if (isDeeper(parsed.value, deepest)) return { ok: false, answer: tooDeep };
  return { ok: true, value: parsed.value };
}

/** Reads a request's body as it is. */
export async function bodyBytes(request: IncomingMessage): Promise<Taken<Uint8Array>> {
  const bytes = await bytesOrTooLarge(request, bodyLimitBytes);
  return bytes === 'too-large' ? { ok: false, answer: tooLarge } : { ok: true, value: bytes };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1));
}

function notUtf8(bytes: Uint8Array): Answer {
  // Decoded leniently and encoded again, everything stays as it was up to the first byte that is wrong.
  const repaired = Buffer.from(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const position = bytes.findIndex((byte, index) => repaired[index] !== byte);
  const says = `The body is not UTF-8: it goes wrong at byte ${position} (counted from 0).`;
  return badBody(says, 'Encode the JSON as UTF-8.', { position });
}

function notJson(text: string): Answer {
  if (text.trim() === '')
    return badBody('The body is empty.', 'Send JSON; GET /_simulator/openapi.json says which.', {});
  const position = whereJsonBreaks(text);
  const before = text.slice(0, position).split('\n');
  const place = { position, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  const says = `The body is not JSON: it goes wrong at line ${place.line}, column ${place.column}.`;
  return badBody(
    says,
    'Send strict JSON (RFC 8259): no comments, no trailing commas, double quotes, no byte order mark.',
    place,
  );
}

function badBody(says: string, fix: string, more: Readonly<Record<string, number>>): Answer {
  return problemAnswer({ status: 400, kind: 'bad-request', says, fix: `${fix} Nothing was changed.`, more });
}

const tooDeep = badBody(`The body's JSON is nested deeper than ${deepest} levels.`, 'Flatten it.', {});

const tooLarge = problemAnswer(
  {
    status: 413,
    kind: 'too-large',
    says: `The body is larger than ${bodyLimitBytes} bytes.`,
    fix: 'Send less at a time, for instance a world in several PATCH requests. Nothing was changed.',
  },
  { Connection: 'close' },
);

/** Reads a body of at most `limit` bytes for a caller that answers 413 itself, with `Connection: close`. */
export async function bytesOrTooLarge(request: IncomingMessage, limit: number): Promise<Uint8Array | 'too-large'> {
  const body = await readBody(request, limit);
  if (body.outcome === 'complete') return body.bytes;
  if (body.outcome === 'too-large' && !body.drained) await drain(request);
  // The caller has gone and receives no reply, but half a body must never pass for a whole one.
  return 'too-large';
}
