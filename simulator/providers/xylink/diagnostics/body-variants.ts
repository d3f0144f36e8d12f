import { isJsonObject } from '../../../../contracts/json.js';
import { emptyBody } from '../../../../contracts/xylink/body-bytes.js';
import { jsonOf } from '../request-parts.js';
import { orders, type SignatureMistake } from './search.js';

/** Other byte sequences that may have been signed as the body; computed once for a diagnosis. */
export interface Bodies {
  /** With its byte order mark removed, or one added. */
  readonly markToggled: Uint8Array;
  /** Its JSON with other white space, with keys in another order, or without nulls. */
  readonly reserialised: readonly Uint8Array[];
  /** Its JSON with unnecessary escapes, as some programs write it. */
  readonly escaped: readonly Escaped[];
}

/** A body with `\uXXXX` in place of characters, and the same without. */
interface Escaped {
  readonly body: Uint8Array;
  readonly without: Uint8Array;
}

/** The number of re-serialised texts, the likeliest, for which escaped variants are tried. */
const maxEscaped = 50;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Computes the variants; for a body that is not JSON, only the first. */
export function bodiesOf(body: Uint8Array): Bodies {
  const sent = decoder.decode(body);
  const texts = jsonTexts(body);
  return {
    markToggled: toggleByteOrderMark(body),
    reserialised: texts.filter((text) => text !== sent).map((text) => encoder.encode(text)),
    escaped: texts.slice(0, maxEscaped).flatMap((text) => {
      const without = encoder.encode(text);
      return escapedTexts(text).map((each) => ({ body: encoder.encode(each), without }));
    }),
  };
}

const mark = Uint8Array.of(0xef, 0xbb, 0xbf);

function toggleByteOrderMark(body: Uint8Array): Uint8Array {
  if (mark.every((byte, index) => byte === body[index])) return body.subarray(mark.length);
  const marked = new Uint8Array(mark.length + body.length);
  marked.set(mark);
  marked.set(body, mark.length);
  return marked;
}

interface Body {
  readonly body: Uint8Array;
}

/** The number of variants tried in the search for two mistakes: a wrongly hashed body may have any JSON format. */
const inTwo = 12;

/** Other bytes than the sent ones were hashed; the same in both schemes. */
export const bodyMistakes: readonly SignatureMistake<Body, { readonly bodies: Bodies }>[] = [
  { mistake: 'body-left-out', ways: () => [{ parts: { body: emptyBody } }] },
  { mistake: 'byte-order-mark', ways: ({ bodies }) => [{ parts: { body: bodies.markToggled } }] },
  {
    mistake: 'body-reserialised',
    inTwo,
    ways: ({ bodies }) => bodies.reserialised.map((body) => ({ parts: { body } })),
  },
  {
    mistake: 'body-ascii-escaped',
    inTwo,
    ways: ({ bodies }) => bodies.escaped.map(({ body, without }) => ({ parts: { body }, without: { body: without } })),
  },
];

const inHex = (unit: string): string => unit.charCodeAt(0).toString(16).padStart(4, '0');
const inLowerHex = (unit: string): string => `\\u${inHex(unit)}`;
const inUpperHex = (unit: string): string => `\\u${inHex(unit).toUpperCase()}`;

const beyondAscii = /[^\0-\x7f]/g;

/** The escaping styles of Python and PHP, of Java, of Go, and of Gson. */
const escapers: readonly ((text: string) => string)[] = [
  (text) => text.replaceAll(beyondAscii, inLowerHex),
  (text) => text.replaceAll(beyondAscii, inUpperHex),
  (text) => text.replaceAll(/[<>&\u2028\u2029]/g, inLowerHex),
  (text) => text.replaceAll(/[<>&='\u2028\u2029]/g, inLowerHex),
];

/** A JSON text with `\uXXXX` in several styles, without duplicates; empty if nothing is escaped. */
const escapedTexts = (text: string): readonly string[] =>
  [...new Set(escapers.map((escape) => escape(text)))].filter((each) => each !== text);

/** Larger bodies (in bytes), and bodies with deeper nesting, are not re-serialised. */
const maxRewrittenBytes = 16 * 1024;
const maxRewrittenDepth = 32;

/** The maximum number of keys, and the largest body in bytes, for which all key orders are tried. */
const maxReordered = 5;
const maxReorderedBytes = 4 * 1024;

/** A body's JSON in the formats of other programs, without duplicates, the likeliest first; empty if it is not JSON. */
function jsonTexts(body: Uint8Array): readonly string[] {
  const json = body.length > maxRewrittenBytes ? undefined : jsonOf(decoder.decode(body));
  if (json === undefined || !isShallow(json.value, maxRewrittenDepth)) return [];
  const { value } = json;
  const values = [value, withoutNulls(value)].flatMap((each) => [
    each,
    withKeys(each, sortEntries),
    withKeys(each, reverseEntries),
  ]);
  const texts = values.flatMap((each) => layouts.map((write) => write(each)));
  const slashed = texts.map((text) => text.replaceAll('/', '\\/'));
  return [...new Set([...texts, ...slashed, ...(body.length > maxReorderedBytes ? [] : reorder(value))])];
}

const compact = (value: unknown): string => JSON.stringify(value);

/** Python's format: `{"a": 1, "b": 2}`. Line ends occur only between values, since they are escaped within. */
const withSpaces = (value: unknown): string =>
  JSON.stringify(value, null, 1).replaceAll(/,\n */g, ', ').replaceAll(/\n */g, '');

const indentBy =
  (by: number | string) =>
  (value: unknown): string =>
    JSON.stringify(value, null, by);

const layouts = [compact, withSpaces, indentBy(2), indentBy(4), indentBy('\t')];

/** An object with its own keys in every order; nested objects are unchanged. */
function reorder(value: unknown): readonly string[] {
  if (!isJsonObject(value)) return [];
  const entries = Object.entries(value);
  if (entries.length > maxReordered) return [];
  const inAllOrders = (write: (value: unknown) => string, between: string): readonly string[] =>
    orders(entries.map(([key, each]) => write({ [key]: each }).slice(1, -1))).map((all) => `{${all.join(between)}}`);
  return [...inAllOrders(compact, ','), ...inAllOrders(withSpaces, ', ')];
}

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((each) => isShallow(each, levels - 1));
}

type Entry = readonly [key: string, value: unknown];
type Arranged = (entries: readonly Entry[]) => readonly Entry[];

const sortEntries: Arranged = (entries) => entries.toSorted(([one], [other]) => (one < other ? -1 : 1));
const reverseEntries: Arranged = (entries) => entries.toReversed();
const withoutNulls = (value: unknown): unknown =>
  withKeys(value, (entries) => entries.filter(([, each]) => each !== null));

/** Reorders the keys of every object, at every depth. */
function withKeys(value: unknown, arranged: Arranged): unknown {
  if (Array.isArray(value)) return value.map((each) => withKeys(each, arranged));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(arranged(Object.entries(value)).map(([key, each]) => [key, withKeys(each, arranged)]));
}
