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

const writtenId = /"(id|callerId)":"(-?[0-9]{16,19})"/g;

/** Writes JSON in which ids are numbers, also those beyond 2^53. */
export function jsonWithIds(value: unknown): string {
  const text = JSON.stringify(value);
  return text.includes('"id":"') || text.includes('"callerId":"') ? text.replace(writtenId, '"$1":$2') : text;
}
