import type { Then } from './case.js';
import type { Caller } from './callers.js';
import { lacks } from './json.js';
import { refusalIn } from './trouble.js';
import type { RawReply } from '../../client/index.js';

/** Says whether a reply's JSON fits the operation's response schema, as problems; none when it does. */
export type FitsContract = (operation: string, reply: unknown) => readonly string[];

/** What a reply is judged by besides the case. */
export interface JudgedBy {
  readonly operation: string;
  readonly fits: FitsContract;
  readonly caller: Pick<Caller, 'understand'>;
}

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
export function differences(reply: RawReply, then: Then, { operation, fits, caller }: JudgedBy): readonly string[] {
  const text = decoder.decode(reply.body);
  if (then.notModelled === true) return reply.status === 501 ? [] : [`expected 501, received ${reply.status} ${text}`];
  // No body at all is an empty text to a schema.
  const json = text === '' ? '' : jsonOf(reply)?.value;
  return [
    ...(isNamed(reply) ? differentEnding(reply, then) : unexpectedRefusal(reply, then, { operation, caller })),
    ...differentText(text, then),
    ...lacks(json, then.holds ?? {}).map((at) => `${at} is not as expected in ${text}`),
    ...fits(operation, json).map((problem) => `off contract: ${problem}`),
  ];
}

/** A simulator names the check that refused; a provider, and a simulator in faithful mode, does not. */
const isNamed = ({ headers }: RawReply): boolean => Object.keys(headers).some((name) => name.startsWith('simulator-'));

function differentEnding({ headers }: RawReply, { refusedBy: expected }: Then): readonly string[] {
  const received = headers['simulator-refused-by'];
  return received === expected ? [] : [`expected ${whoRefuses(expected)}, received ${whoRefuses(received)}`];
}

/** Where checks have no names, the code tells whether it is a refusal at all; its bytes are compared besides. */
function unexpectedRefusal(
  reply: RawReply,
  { refusedBy }: Then,
  { operation, caller }: Pick<JudgedBy, 'operation' | 'caller'>,
): readonly string[] {
  const refused = refusalIn(reply, operation, caller);
  if ((refused === undefined) === (refusedBy === undefined)) return [];
  const received = refused === undefined ? 'an acceptance' : `the refusal ${refused.code} (${refused.refusal})`;
  return [`expected ${whoRefuses(refusedBy)}, received ${received}`];
}

function differentText(text: string, { body, pattern }: Then): readonly string[] {
  const unequal = body === undefined || body === text ? [] : [`expected the body ${body}, received ${text}`];
  const isAlike = pattern === undefined || new RegExp(pattern, 'u').test(text);
  return isAlike ? unequal : [...unequal, `expected a body like ${pattern}, received ${text}`];
}

const whoRefuses = (check: string | undefined): string =>
  check === undefined ? 'an acceptance' : `a refusal by ${check}`;
