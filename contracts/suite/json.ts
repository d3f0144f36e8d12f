/** Any JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object: neither null nor an array. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a text says as JSON; undefined when it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** JSON merge patch (RFC 7396): objects are merged, null takes away, everything else replaces. */
export function merged(onto: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result = new Map(Object.entries(isObject(onto) ? onto : {}));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) result.delete(name);
    else result.set(name, merged(result.get(name), value));
  }
  return Object.fromEntries(result);
}

/** Two patches as one: unlike in a merge, what one of them takes away (null) is still taken away. */
export function bothPatches(one: unknown, other: unknown): unknown {
  if (one === undefined || other === undefined) return one ?? other;
  if (!isObject(one) || !isObject(other)) return other;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(Array.from(names, (name) => [name, bothPatches(one[name], other[name])]));
}

/** Every text of a JSON value replaced, keys included. */
export function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, map));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [map(name), mapTexts(each, map)]));
}

/** Where `value` lacks what `wanted` holds, as JSON pointers; empty when it holds all of it. */
export function lacks(value: unknown, wanted: unknown, pointer = ''): readonly string[] {
  if (isObject(wanted)) {
    const members = isObject(value) ? value : {};
    return Object.entries(wanted).flatMap(([name, each]) => lacks(members[name], each, `${pointer}/${name}`));
  }
  return JSON.stringify(value) === JSON.stringify(wanted) ? [] : [pointer];
}
