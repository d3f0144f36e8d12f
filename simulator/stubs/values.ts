import { parseWithIds } from '../../contracts/json.js';
import { headerOf, queryOf } from '../core/requests/incoming-request.js';
import type { Random } from '../core/state/clock.js';
import type { StubInput } from '../core/state/stubs.js';

/** The values that templates read; nothing is decoded before a template reads it. */
export interface TemplateValues {
  readonly path: (name: string) => string;
  readonly query: (name: string) => string | undefined;
  readonly header: (name: string) => string | undefined;
  /** Undefined if it is not JSON in UTF-8, or nested too deeply. */
  readonly body: () => unknown;
  /** ms since the epoch. */
  readonly now: number;
  readonly random: Random;
  /** Counts a text into the length of the reply, and returns it; an empty one if the reply becomes too long. */
  readonly spend: (text: string) => string;
  readonly isTooLong: () => boolean;
}

/** The values of one request, for a reply of at most so many characters. */
export function templateValues({ request, parameters, now, random }: StubInput, max: number): TemplateValues {
  let left = max;
  const query = lazily(() => new URLSearchParams(queryOf(request.targetForProvider)));
  return {
    path: (name) => decodedSegment(parameters[name] ?? ''),
    query: (name) => query().get(name) ?? undefined,
    header: (name) => headerOf(request, name.toLowerCase()),
    body: lazily(() => jsonIn(request.body)),
    now,
    random,
    spend(text) {
      left -= text.length;
      return left < 0 ? '' : text;
    },
    isTooLong: () => left < 0,
  };
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function decodedSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function jsonIn(body: Uint8Array): unknown {
  try {
    const value = parseWithIds(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return isDeeper(value, maxDepth) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** The deepest nesting of a body that templates read. JSON can be written only so deep before the stack overflows. */
const maxDepth = 500;

/** Whether a value is nested more than so many levels deep; goes no deeper. */
export function isDeeper(value: unknown, max: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return max === 0 || Object.values(value).some((each) => isDeeper(each, max - 1));
}
