import { textOf } from './request.mjs';

/** What a body's JSON is; undefined when it is none. */
export function valueIn(body) {
  try {
    return JSON.parse(textOf(body));
  } catch {
    return undefined;
  }
}

export const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

export const isText = (value) => typeof value === 'string' && value !== '';

/** A whole number, which may be written as a text; undefined for anything else. */
export function whole(value) {
  const number = isText(value) && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) ? number : undefined;
}
