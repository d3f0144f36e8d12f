import { isJsonObject } from '../json.js';

/** A JSON value as one text: members by name, no space. Two values that mean the same are the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isJsonObject(value)) return value === undefined ? 'null' : JSON.stringify(value);
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  const sorted = members.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${sorted.map(([name, each]) => `${JSON.stringify(name)}:${canonicalJson(each)}`).join(',')}}`;
}
