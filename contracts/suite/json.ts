import { isJsonObject } from '../json.js';

/** Two patches as one: unlike in a merge, what one of them takes away (null) is still taken away. */
export function bothPatches(one: unknown, other: unknown): unknown {
  if (one === undefined || other === undefined) return one ?? other;
  if (!isJsonObject(one) || !isJsonObject(other)) return other;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(Array.from(names, (name) => [name, bothPatches(one[name], other[name])]));
}

/** Every text of a JSON value replaced, by a number as well, keys included. */
export function mapTexts(value: unknown, map: (text: string) => string | number): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, map));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [String(map(name)), mapTexts(each, map)]));
}

/** Where `value` lacks what `wanted` holds, as JSON pointers; empty when it holds all of it. */
export function lacks(value: unknown, wanted: unknown, pointer = ''): readonly string[] {
  if (isJsonObject(wanted)) {
    const members = isJsonObject(value) ? value : {};
    return Object.entries(wanted).flatMap(([name, each]) => lacks(members[name], each, `${pointer}/${name}`));
  }
  return JSON.stringify(value) === JSON.stringify(wanted) ? [] : [pointer];
}
