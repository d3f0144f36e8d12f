import { unescape } from './unescape.js';

/** Shorter secrets are not searched for: they would match in every other word. */
export const shortestSecret = 4;

const plus = '+'.charCodeAt(0);
const slash = '/'.charCodeAt(0);

function foldedAscii(code: number): number {
  const character = String.fromCharCode(code);
  if ('-+ '.includes(character)) return plus;
  if ('_/'.includes(character)) return slash;
  return character.toLowerCase().charCodeAt(0);
}

const asciiFolds = Uint8Array.from({ length: 128 }, (_, code) => foldedAscii(code));

/** The representative of all codes that are treated as equal: letter case, base64 and base64url, `+` and space. */
export function foldCode(code: number): number {
  const ascii = asciiFolds[code];
  if (ascii !== undefined) return ascii;
  const lower = String.fromCharCode(code).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : code;
}

/** Whether a character is skipped within a secret: a NUL of UTF-16, a backslash, the line ends of wrapped base64. */
export function isPassedOver(code: number): boolean {
  return code === 0 || code === 0x5c || code === 0x0a || code === 0x0d;
}

const encoder = new TextEncoder();

/** Bytes as one character each, the input of `btoa`. */
const utf8 = (text: string): string => Array.from(encoder.encode(text), (byte) => String.fromCharCode(byte)).join('');
/** Without the last zero, so that it matches in either byte order. */
const utf16 = (text: string): string => utf8(text).split('').join('\0');

/** The part of the base64 that does not depend on the surrounding bytes, with 0, 1 or 2 bytes before. */
const base64Of = (bytes: string): readonly string[] =>
  [0, 1, 2].map((before) =>
    btoa('\0'.repeat(before) + bytes).slice(Math.ceil((before * 4) / 3), Math.floor(((before + bytes.length) * 4) / 3)),
  );

const foldedCodes = (text: string): string =>
  Array.from({ length: text.length }, (_, index) => String.fromCharCode(foldCode(text.charCodeAt(index)))).join('');

/** The engine folds ASCII many times faster than a loop does, and nearly all secrets are ASCII. */
function foldedText(text: string): string {
  const read = text.replace(/[\0\\\r\n]+/g, '');
  return /[^\0-\x7f]/.test(read) ? foldedCodes(read) : read.toLowerCase().replace(/[- ]/g, '+').replaceAll('_', '/');
}

/**
 * Every encoding of a secret that is searched for, folded: itself, its bytes in UTF-8, and these and UTF-16 in base64.
 *
 * Escapes and hex are not among these: they are resolved in the text that is searched.
 */
export function encodingsOf(secret: string): readonly string[] {
  if (foldedText(secret).length < shortestSecret) return [];
  const cases = [secret, unescape(secret, { steps: 0 })].flatMap((text) => [
    text,
    text.toUpperCase(),
    text.toLowerCase(),
  ]);
  const written = [...new Set(cases)].flatMap((form) => {
    const bytes = utf8(form);
    return [form, bytes, ...base64Of(bytes), ...base64Of(utf16(form))].map(foldedText);
  });
  return [...new Set(written)].filter(({ length }) => length >= shortestSecret);
}
