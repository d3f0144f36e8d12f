/**
 * The id of a device, a long: a number, or beyond 2^53, where numbers are not exact, the text of its digits.
 *
 * Equal ids are equal values.
 */
export type Id = number | string;

/** A whole number, written as a number or as a string of digits. */
export function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?[0-9]{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

/** An id, written as a number or as a string of up to 19 digits. */
export function idFrom(value: unknown): Id | undefined {
  if (typeof value !== 'string' || !/^-?[0-9]{16,19}$/.test(value)) return wholeNumber(value);
  const exact = BigInt(value);
  const near = Number(exact);
  return Number.isSafeInteger(near) ? near : String(exact);
}

/** A text, and the long number that it names if it is the member `id`. */
const longMember = /"(?:[^"\\]|\\.)*"(?:(\s*:\s*)(-?[0-9]{16,})(?![0-9.eE]))?/g;

/** Parses JSON. Members named `id` with 16 digits or more become texts, since such numbers are not exact. */
export function parseWithIds(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // Most bodies have no such number. The text is JSON, so every quotation mark has its counterpart.
  return /[0-9]{16}/.test(text) ? JSON.parse(text.replace(longMember, quoteId)) : value;
}

function quoteId(found: string, between: string | undefined, digits: string | undefined): string {
  if (between === undefined || digits === undefined || !found.startsWith('"id"')) return found;
  return `"id"${between}"${digits}"`;
}

const writtenId = /"(id|callerId)":"(-?[0-9]{16,19})"/g;

/** Writes JSON in which ids are numbers, also those beyond 2^53. */
export function jsonWithIds(value: unknown): string {
  const text = JSON.stringify(value);
  return text.includes('"id":"') || text.includes('"callerId":"') ? text.replace(writtenId, '"$1":$2') : text;
}
