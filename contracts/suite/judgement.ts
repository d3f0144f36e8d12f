import type { Then } from './case.js';
import { lacks } from './json.js';
import type { RawReply } from '../../client/index.js';

/** Says whether a reply's JSON fits the operation's response schema, as problems; none when it does. */
export type FitsContract = (operation: string, reply: unknown) => readonly string[];

const decoder = new TextDecoder();

/** A reply's body as JSON, boxed; undefined when it is none. */
export function jsonOf({ body }: RawReply): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(decoder.decode(body)) as unknown };
  } catch {
    return undefined;
  }
}

/** In what a reply differs from what a case expects; nothing when it is as expected. */
export function differences(
  reply: RawReply,
  then: Then,
  { operation, fits }: { readonly operation: string; readonly fits: FitsContract },
): readonly string[] {
  const text = decoder.decode(reply.body);
  if (then.notModelled === true) return reply.status === 501 ? [] : [`expected 501, received ${reply.status} ${text}`];
  // No body at all is an empty text to a schema.
  const json = text === '' ? '' : jsonOf(reply)?.value;
  return [
    ...differentEnding(reply, then),
    ...differentText(text, then),
    ...lacks(json, then.holds ?? {}).map((at) => `${at} is not as expected in ${text}`),
    ...fits(operation, json).map((problem) => `off contract: ${problem}`),
  ];
}

function differentEnding({ headers }: RawReply, { refusedBy: expected, body }: Then): readonly string[] {
  const received = headers['simulator-refused-by'];
  // A real provider does not name its checks: there the bytes alone must do.
  const isNamed = Object.keys(headers).some((name) => name.startsWith('simulator-'));
  if (received === expected || (!isNamed && body !== undefined)) return [];
  return [`expected ${whoRefuses(expected)}, received ${whoRefuses(received)}`];
}

function differentText(text: string, { body, pattern }: Then): readonly string[] {
  const unequal = body === undefined || body === text ? [] : [`expected the body ${body}, received ${text}`];
  const isAlike = pattern === undefined || new RegExp(pattern, 'u').test(text);
  return isAlike ? unequal : [...unequal, `expected a body like ${pattern}, received ${text}`];
}

const whoRefuses = (check: string | undefined): string =>
  check === undefined ? 'an acceptance' : `a refusal by ${check}`;
