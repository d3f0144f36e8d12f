import type { RawReply } from '../../client/index.js';
import { isJsonObject, lacks, parsedJson, parseWithIds } from '../json.js';
import * as xylink from '../xylink/generated-validators.js';
import * as ytx from '../ytx/generated-validators.js';
import type { ExpectedCallback, Then } from './case.js';
import type { ProviderClient } from './clients/client.js';
import { nearestOf, type SchemaError } from './schema-mistake.js';
import { refusalIn } from './target-error.js';
import type { Difference, SentCallback } from './target.js';

/** Validates a reply's JSON against the operation's response schema; returns the problems. */
export type MatchesContract = (operation: string, reply: unknown) => readonly string[];

/** The context of an assertion besides the case. */
export interface AssertionContext {
  readonly operation: string;
  readonly fits: MatchesContract;
  readonly caller: Pick<ProviderClient, 'understand'>;
}

const decoder = new TextDecoder();

/** A reply's body as JSON, in an object; an `id` beyond 2^53 is a text. Undefined when it is not JSON. */
export function jsonOf({ body }: RawReply): { readonly value: unknown } | undefined {
  try {
    return { value: parseWithIds(decoder.decode(body)) };
  } catch {
    return undefined;
  }
}

/** A difference of one reply, without its step. */
export type ReplyDifference = Omit<Difference, 'step'>;

/** The differences between a reply and the expectation of a case; empty when it is as expected. */
export function differences(
  reply: RawReply,
  then: Then,
  { operation, fits, caller }: AssertionContext,
): readonly ReplyDifference[] {
  const text = decoder.decode(reply.body);
  if (then.notModelled === true) return notSimulatorSource(reply, text);
  // Schemas describe a missing body as an empty text.
  const json = text === '' ? '' : jsonOf(reply)?.value;
  const found = [
    ...(isSimulated(reply) ? differentEnding(reply, then) : unexpectedRefusal(reply, then, { operation, caller })),
    ...differentStatus(reply, then),
    ...differentHeaders(reply, then),
    ...differentText(text, then),
    ...differentMembers(json, then, text),
  ];
  const isQuoted = found.some(({ received }) => received === text);
  return [...found, ...offContract(fits(operation, json), isQuoted ? {} : { received: text })];
}

/** The differences between the callbacks sent and those that a case expects. */
export function callbackDifferences(
  sent: readonly SentCallback[],
  expected: readonly ExpectedCallback[],
): readonly ReplyDifference[] {
  const namesOf = (all: readonly { readonly event: string }[]): string => all.map(({ event }) => event).join(', ');
  if (namesOf(sent) !== namesOf(expected))
    return [{ says: 'unexpected callbacks', expected: namesOf(expected), received: namesOf(sent) }];
  return sent.flatMap((callback, index) => {
    const { url = callback.url, body = callback.body, bodyContains = {} } = expected[index] ?? {};
    const place = `callback ${index + 1}, ${callback.event}`;
    const at = lacks(parsedJson(callback.body), bodyContains);
    return [
      ...(url === callback.url
        ? []
        : [{ says: `${place}: unexpected receiver`, expected: url, received: callback.url }]),
      ...(body === callback.body
        ? []
        : [{ says: `${place}: unexpected body`, expected: body, received: callback.body }]),
      ...(at.length === 0
        ? []
        : [{ says: `${place}: unexpected or missing values: ${at.join(', ')}`, received: callback.body }]),
    ];
  });
}

function notSimulatorSource({ status }: RawReply, text: string): readonly ReplyDifference[] {
  if (status === 501) return [];
  return [
    { says: 'unexpected reply to a request that is not modelled', expected: '501', received: `${status} ${text}` },
  ];
}

/** Whether the reply has a simulator's headers, which name the refusing check; a provider and a faithful simulator send none. */
export const isSimulated = ({ headers }: Pick<RawReply, 'headers'>): boolean =>
  Object.keys(headers).some((name) => name.startsWith('simulator-'));

function differentEnding({ headers }: RawReply, { refusedBy: expected }: Then): readonly ReplyDifference[] {
  const received = headers['simulator-refused-by'];
  return received === expected ? [] : [otherEnding(expected, whoRefuses(received))];
}

/** Without the name of a check, the code shows whether it is a refusal; the bytes are compared separately. */
function unexpectedRefusal(
  reply: RawReply,
  { refusedBy }: Then,
  { operation, caller }: Pick<AssertionContext, 'operation' | 'caller'>,
): readonly ReplyDifference[] {
  const refused = refusalIn(reply, operation, caller);
  if ((refused === undefined) === (refusedBy === undefined)) return [];
  const received = refused === undefined ? whoRefuses(undefined) : `the refusal ${refused.code} (${refused.refusal})`;
  return [otherEnding(refusedBy, received)];
}

const otherEnding = (expected: string | undefined, received: string): ReplyDifference => ({
  says: 'unexpected outcome',
  expected: whoRefuses(expected),
  received,
});

function differentStatus({ status }: RawReply, { status: expected = status }: Then): readonly ReplyDifference[] {
  return status === expected
    ? []
    : [{ says: 'unexpected HTTP status', expected: String(expected), received: String(status) }];
}

function differentHeaders({ headers }: RawReply, { headers: expected = {} }: Then): readonly ReplyDifference[] {
  return Object.entries(expected)
    .filter(([name, value]) => (headers[name] ?? null) !== value)
    .map(([name, value]) => ({
      says: `unexpected header ${name}`,
      expected: value ?? 'none',
      received: headers[name] ?? 'none',
    }));
}

function differentText(text: string, { body, pattern }: Then): readonly ReplyDifference[] {
  const isSame = body === undefined || body === text;
  const isAlike = pattern === undefined || new RegExp(pattern, 'u').test(text);
  return [
    ...(isSame ? [] : [{ says: 'unexpected body', expected: body, received: text }]),
    ...(isAlike ? [] : [{ says: 'the body does not match the pattern', expected: pattern, received: text }]),
  ];
}

function differentMembers(json: unknown, { bodyContains = {} }: Then, text: string): readonly ReplyDifference[] {
  const at = lacks(json, bodyContains);
  if (at.length === 0) return [];
  return [
    {
      says: `unexpected or missing values: ${at.join(', ')}`,
      expected: JSON.stringify(overlaid(json, bodyContains)),
      received: text,
    },
  ];
}

/** The expected body: the received one with the expected members. */
function overlaid(value: unknown, wanted: unknown): unknown {
  if (!isJsonObject(wanted)) return wanted;
  const members = isJsonObject(value) ? value : {};
  const right = Object.entries(wanted).map(([name, each]) => [name, overlaid(members[name], each)] as const);
  return { ...members, ...Object.fromEntries(right) };
}

/** A schema with branches may report a problem once for each branch; it is kept once. */
function offContract(
  problems: readonly string[],
  quoting: Pick<ReplyDifference, 'received'>,
): readonly ReplyDifference[] {
  const unique = new Set(problems.map((problem) => problem.trim()));
  return unique.size === 0 ? [] : [{ says: `breaks the response schema: ${[...unique].join('; ')}`, ...quoting }];
}

const whoRefuses = (check: string | undefined): string =>
  check === undefined ? 'an acceptance' : `a refusal by ${check}`;

/** A schema compiled by Ajv. */
interface Validator {
  (value: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
}

const validators: Readonly<Record<string, Validator>> = { ...xylink, ...ytx };

/** Validates replies against the response schemas of the contracts. */
export const matchesContract: MatchesContract = (operation, reply) => {
  const validator = validators[operation];
  if (validator === undefined) throw new Error(`unknown operation ${operation}: it has no contract`);
  if (validator(reply)) return [];
  return nearestOf(validator.errors ?? []).map(
    ({ instancePath, message = 'does not match the schema' }) => `${instancePath} ${message}`,
  );
};
