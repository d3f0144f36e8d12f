/** Any JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object: neither an array nor null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a JSON text; undefined when the text is not JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A text, and the long number that it names if it is the member `id`. */
const longMember = /"(?:[^"\\]|\\.)*"(?:(\s*:\s*)(-?[0-9]{16,})(?![0-9.eE]))?/g;

/** Parses JSON. A member named `id` whose number is beyond 2^53 becomes the text of its digits, since such numbers are not exact. */
export function parseWithIds(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // Most bodies have no such number. The text is JSON, so every quotation mark has its counterpart.
  return /[0-9]{16}/.test(text) ? JSON.parse(text.replace(longMember, quoteId)) : value;
}

function quoteId(found: string, between: string | undefined, digits: string | undefined): string {
  if (between === undefined || digits === undefined || !found.startsWith('"id"')) return found;
  return Number.isSafeInteger(Number(digits)) ? found : `"id"${between}"${digits}"`;
}

/** Names of members; a list has the names of the members of its items, any other member null. */
export interface MemberNames {
  readonly [name: string]: MemberNames | null;
}

/** The JSON pointer (RFC 6901) through these members: `/ytx/accounts`; without members, the whole document. */
export function pointerTo(...members: readonly string[]): string {
  return members.map((member) => `/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/**
 * Applies a JSON merge patch (RFC 7396) without changing its inputs.
 *
 * Members are collected in a map, where `__proto__` is an ordinary name. The package json-merge-patch skips all members
 * after one of that name, and changes its target.
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) return patch;
  const merged = new Map(isJsonObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}

/** Two patches as one: unlike in a merge, a member that one of them removes (null) stays removed. */
export function bothPatches(one: unknown, other: unknown): unknown {
  if (one === undefined || other === undefined) return one ?? other;
  if (!isJsonObject(one) || !isJsonObject(other)) return other;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(Array.from(names, (name) => [name, bothPatches(one[name], other[name])]));
}

/** Replaces every text of a JSON value, keys included, by a text or a number. */
export function mapTexts(value: unknown, map: (text: string) => string | number): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, map));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [String(map(name)), mapTexts(each, map)]));
}

/** The JSON pointers of the members of `wanted` that `value` lacks; empty when it has all of them. */
export function lacks(value: unknown, wanted: unknown, pointer = ''): readonly string[] {
  if (isJsonObject(wanted)) {
    const members = isJsonObject(value) ? value : {};
    return Object.entries(wanted).flatMap(([name, each]) => lacks(members[name], each, `${pointer}/${name}`));
  }
  return JSON.stringify(value) === JSON.stringify(wanted) ? [] : [pointer];
}

/** A JSON value as one text: members sorted by name, without spaces. Equal values give the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isJsonObject(value)) return value === undefined ? 'null' : JSON.stringify(value);
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  const sorted = members.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${sorted.map(([name, each]) => `${JSON.stringify(name)}:${canonicalJson(each)}`).join(',')}}`;
}
