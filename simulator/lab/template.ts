import { isJsonObject, mapTexts } from '../../contracts/json.js';

/** The member that makes many of one member of an array; its value says how many. */
const each = '<each>';

/** The first id that is given to one of many. */
const firstId = 101_000_000;

/**
 * A template with these words in place of their `<names>`.
 *
 * In an array, an object with `<each>` is written so often, with its number in place of `<n>` (seven digits); a text
 * that is `<id>` becomes a number.
 */
export const filled = (template: unknown, words: Readonly<Record<string, string>>): unknown =>
  mapTexts(multiplied(template), (text) => withWords(text, words));

const withWords = (text: string, words: Readonly<Record<string, string>>): string =>
  text.replace(/<(\w+)>/g, (whole, name: string) => (Object.hasOwn(words, name) ? (words[name] ?? whole) : whole));

function multiplied(value: unknown): unknown {
  if (Array.isArray(value)) return value.flatMap((one) => (isJsonObject(one) && each in one ? manyOf(one) : [one]));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, multiplied(one)]));
}

function manyOf({ [each]: count, ...one }: Readonly<Record<string, unknown>>): readonly unknown[] {
  return Array.from({ length: Number(count) }, (_one, index) => numbered(one, index + 1));
}

function numbered(one: Readonly<Record<string, unknown>>, number: number): unknown {
  const n = String(number).padStart(7, '0');
  const members = Object.entries(one).map(([name, value]) => [name, value === '<id>' ? firstId + number : value]);
  return mapTexts(Object.fromEntries(members), (text) => withWords(text, { n }));
}
