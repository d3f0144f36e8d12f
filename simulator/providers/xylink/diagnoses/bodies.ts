import { isJsonObject } from '../../../core/json.js';
import { jsonOf } from '../json-body.js';

/** A larger body is not written anew, in bytes; nor is one in which values stand in more than so many others. */
const largestRewritten = 16 * 1024;
const deepestRewritten = 32;

const encoder = new TextEncoder();

/** A body's JSON as other programs write it: compact, with spaces, indented; keys as they came and sorted. */
export const reserialised = (body: Uint8Array): readonly Uint8Array[] => withSlashes(textsOf(body));

/** The same with everything beyond ASCII as `\uXXXX`. */
export const escaped = (body: Uint8Array): readonly Uint8Array[] => withSlashes(textsOf(body).map(inAscii));

/** Each text once as bytes: first those with slashes as they are, then as PHP writes them. */
function withSlashes(texts: readonly string[]): readonly Uint8Array[] {
  const both = [...texts, ...texts.map((text) => text.replaceAll('/', '\\/'))];
  return [...new Set(both)].map((text) => encoder.encode(text));
}

function textsOf(body: Uint8Array): readonly string[] {
  const json = body.length > largestRewritten ? undefined : jsonOf(body);
  if (json === undefined || !isShallow(json.value, deepestRewritten)) return [];
  return [json.value, sorted(json.value)].flatMap((value) => [
    JSON.stringify(value),
    spaced(value),
    JSON.stringify(value, null, 2),
    JSON.stringify(value, null, 4),
  ]);
}

/** As Python writes it: `{"a": 1, "b": 2}`. A line ends nowhere but between values, since within them it is escaped. */
const spaced = (value: unknown): string =>
  JSON.stringify(value, null, 1).replaceAll(/,\n */g, ', ').replaceAll(/\n */g, '');

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((each) => isShallow(each, levels - 1));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}

const inAscii = (text: string): string =>
  text.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
