import { isJsonObject } from '../../../../contracts/json.js';
import { jsonOf } from '../json-body.js';
import { orders } from './orders.js';

/** A larger body is not written anew, in bytes; nor is one in which values stand in more than so many others. */
const largestRewritten = 16 * 1024;
const deepestRewritten = 32;

/** All orders are tried of so many keys, in a body of so many bytes. */
const mostReordered = 5;
const largestReordered = 4 * 1024;

/** A body's JSON as other programs write it, each text once, the likeliest first; none when it is no JSON. */
export function jsonTexts(body: Uint8Array): readonly string[] {
  const json = body.length > largestRewritten ? undefined : jsonOf(body);
  if (json === undefined || !isShallow(json.value, deepestRewritten)) return [];
  const { value } = json;
  const values = [value, withoutNulls(value)].flatMap((each) => [
    each,
    withKeys(each, sorted),
    withKeys(each, reversed),
  ]);
  const texts = values.flatMap((each) => layouts.map((write) => write(each)));
  const slashed = texts.map((text) => text.replaceAll('/', '\\/'));
  return [...new Set([...texts, ...slashed, ...(body.length > largestReordered ? [] : reordered(value))])];
}

const compact = (value: unknown): string => JSON.stringify(value);

/** As Python writes it: `{"a": 1, "b": 2}`. A line ends nowhere but between values, since within them it is escaped. */
const spaced = (value: unknown): string =>
  JSON.stringify(value, null, 1).replaceAll(/,\n */g, ', ').replaceAll(/\n */g, '');

const indented =
  (by: number | string) =>
  (value: unknown): string =>
    JSON.stringify(value, null, by);

const layouts = [compact, spaced, indented(2), indented(4), indented('\t')];

/** An object with its own keys in every order; those of the objects in it stay. */
function reordered(value: unknown): readonly string[] {
  if (!isJsonObject(value)) return [];
  const entries = Object.entries(value);
  if (entries.length > mostReordered) return [];
  const inAllOrders = (write: (value: unknown) => string, between: string): readonly string[] =>
    orders(entries.map(([key, each]) => write({ [key]: each }).slice(1, -1))).map((all) => `{${all.join(between)}}`);
  return [...inAllOrders(compact, ','), ...inAllOrders(spaced, ', ')];
}

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((each) => isShallow(each, levels - 1));
}

type Entry = readonly [key: string, value: unknown];
type Arranged = (entries: readonly Entry[]) => readonly Entry[];

const sorted: Arranged = (entries) => entries.toSorted(([one], [other]) => (one < other ? -1 : 1));
const reversed: Arranged = (entries) => entries.toReversed();
const withoutNulls = (value: unknown): unknown =>
  withKeys(value, (entries) => entries.filter(([, each]) => each !== null));

/** The keys of every object arranged, at every depth. */
function withKeys(value: unknown, arranged: Arranged): unknown {
  if (Array.isArray(value)) return value.map((each) => withKeys(each, arranged));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(arranged(Object.entries(value)).map(([key, each]) => [key, withKeys(each, arranged)]));
}
