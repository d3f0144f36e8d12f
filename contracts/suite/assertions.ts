import type { RawReply } from '../../client/index.js';
import { isJsonObject, lacks } from '../json.js';
import * as xylink from '../xylink/generated-validators.js';
import * as ytx from '../ytx/generated-validators.js';
import type { Then } from './case.js';
import type { ProviderClient } from './clients/client.js';
import { nearestOf, type SchemaError } from './schema-mistake.js';
import { refusalIn } from './target-error.js';
import type { Difference } from './target.js';

/** Says whether a reply's JSON fits the operation's response schema, as problems; none when it does. */
export type MatchesContract = (operation: string, reply: unknown) => readonly string[];

/** What a reply is judged by besides the case. */
export interface JudgedBy {
  readonly operation: string;
  readonly fits: MatchesContract;
  readonly caller: Pick<ProviderClient, 'understand'>;
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

/** A difference of one reply, whichever step it answers. */
export type ReplyDifference = Omit<Difference, 'step'>;

/** In what a reply differs from what a case expects; nothing when it is as expected. */
export function differences(
  reply: RawReply,
  then: Then,
  { operation, fits, caller }: JudgedBy,
): readonly ReplyDifference[] {
  const text = decoder.decode(reply.body);
  if (then.notModelled === true) return notSimulatorSource(reply, text);
  // No body at all is an empty text to a schema.
  const json = text === '' ? '' : jsonOf(reply)?.value;
  const found = [
    ...(isSimulated(reply) ? differentEnding(reply, then) : unexpectedRefusal(reply, then, { operation, caller })),
    ...differentStatus(reply, then),
    ...differentText(text, then),
    ...differentMembers(json, then, text),
  ];
  const isQuoted = found.some(({ received }) => received === text);
  return [...found, ...offContract(fits(operation, json), isQuoted ? {} : { received: text })];
}

function notSimulatorSource({ status }: RawReply, text: string): readonly ReplyDifference[] {
  if (status === 501) return [];
  return [{ says: 'it is answered, though it is not modelled', expected: '501', received: `${status} ${text}` }];
}

/** A simulator says that it is one, and names the check that refused; a provider, and a faithful simulator, does not. */
export const isSimulated = ({ headers }: Pick<RawReply, 'headers'>): boolean =>
  Object.keys(headers).some((name) => name.startsWith('simulator-'));

function differentEnding({ headers }: RawReply, { refusedBy: expected }: Then): readonly ReplyDifference[] {
  const received = headers['simulator-refused-by'];
  return received === expected ? [] : [otherEnding(expected, whoRefuses(received))];
}

/** Where checks have no names, the code tells whether it is a refusal at all; its bytes are compared besides. */
function unexpectedRefusal(
  reply: RawReply,
  { refusedBy }: Then,
  { operation, caller }: Pick<JudgedBy, 'operation' | 'caller'>,
): readonly ReplyDifference[] {
  const refused = refusalIn(reply, operation, caller);
  if ((refused === undefined) === (refusedBy === undefined)) return [];
  const received = refused === undefined ? whoRefuses(undefined) : `the refusal ${refused.code} (${refused.refusal})`;
  return [otherEnding(refusedBy, received)];
}

const otherEnding = (expected: string | undefined, received: string): ReplyDifference => ({
  says: 'it ends otherwise',
  expected: whoRefuses(expected),
  received,
});

function differentStatus({ status }: RawReply, { status: expected = status }: Then): readonly ReplyDifference[] {
  return status === expected
    ? []
    : [{ says: 'it comes with another HTTP status', expected: String(expected), received: String(status) }];
}

function differentText(text: string, { body, pattern }: Then): readonly ReplyDifference[] {
  const isSame = body === undefined || body === text;
  const isAlike = pattern === undefined || new RegExp(pattern, 'u').test(text);
  return [
    ...(isSame ? [] : [{ says: 'the body is another', expected: body, received: text }]),
    ...(isAlike ? [] : [{ says: 'the body does not fit the pattern', expected: pattern, received: text }]),
  ];
}

function differentMembers(json: unknown, { bodyContains = {} }: Then, text: string): readonly ReplyDifference[] {
  const at = lacks(json, bodyContains);
  if (at.length === 0) return [];
  return [
    {
      says: `not as expected: ${at.join(', ')}`,
      expected: JSON.stringify(overlaid(json, bodyContains)),
      received: text,
    },
  ];
}

/** What would have been right: what was received, with the members that were wanted. */
function overlaid(value: unknown, wanted: unknown): unknown {
  if (!isJsonObject(wanted)) return wanted;
  const members = isJsonObject(value) ? value : {};
  const right = Object.entries(wanted).map(([name, each]) => [name, overlaid(members[name], each)] as const);
  return { ...members, ...Object.fromEntries(right) };
}

/** A schema with branches says the same of each branch; once is enough. */
function offContract(
  problems: readonly string[],
  quoting: Pick<ReplyDifference, 'received'>,
): readonly ReplyDifference[] {
  const said = new Set(problems.map((problem) => problem.trim()));
  return said.size === 0 ? [] : [{ says: `off contract: ${[...said].join('; ')}`, ...quoting }];
}

const whoRefuses = (check: string | undefined): string =>
  check === undefined ? 'an acceptance' : `a refusal by ${check}`;

/** What Ajv makes of a schema. */
interface Validator {
  (value: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
}

const validators: Readonly<Record<string, Validator>> = { ...xylink, ...ytx };

/** Judges replies by the response schemas of the contracts. */
export const matchesContract: MatchesContract = (operation, reply) => {
  const validator = validators[operation];
  if (validator === undefined) throw new Error(`there is no contract for ${operation}`);
  if (validator(reply)) return [];
  return nearestOf(validator.errors ?? []).map(
    ({ instancePath, message = 'is not as agreed' }) => `${instancePath} ${message}`,
  );
};
