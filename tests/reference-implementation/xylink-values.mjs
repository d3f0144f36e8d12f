import { textOf } from './request.mjs';

/** What a body's JSON is; undefined when it is none. */
export function valueIn(body) {
  try {
    const text = textOf(body);
    const value = JSON.parse(text);
    return /\d{16}/.test(text) ? JSON.parse(text.replace(/"id":\s*(-?\d{16,19})\b/g, '"id":"$1"')) : value;
  } catch {
    return undefined;
  }
}

export const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

export const isText = (value) => typeof value === 'string' && value !== '';

/** The id of a device, of up to 19 digits; beyond 2^53 as a text. */
export function longOf(value) {
  const isLong = isText(value) && /^-?\d{16,19}$/.test(value);
  if (!isLong) return whole(value);
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(BigInt(value));
}

/** A whole number, which may be written as a text; undefined for anything else. */
export function whole(value) {
  const number = isText(value) && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) ? number : undefined;
}
