import { unescaped } from './escapes.js';

/** One way to write a secret, folded; at each place either character will do. */
export interface Spelling {
  readonly characters: string;
  /** As long as `characters`, and mostly the same. */
  readonly otherwise: string;
}

/** Shorter than this nothing is looked for: it would be found in every other word. */
const shortest = 4;

const plus = '+'.charCodeAt(0);
const slash = '/'.charCodeAt(0);

function foldedAscii(code: number): number {
  const character = String.fromCharCode(code);
  if ('-+ '.includes(character)) return plus;
  if ('_/'.includes(character)) return slash;
  return character.toLowerCase().charCodeAt(0);
}

const asciiFolds = Uint8Array.from({ length: 128 }, (_, code) => foldedAscii(code));

/** The code that stands for this one and all that count as the same: letter case, base64 and base64url, `+` and space. */
export function folded(code: number): number {
  const ascii = asciiFolds[code];
  if (ascii !== undefined) return ascii;
  const lower = code > 0xffff ? '' : String.fromCharCode(code).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : code;
}

/** Whether a character is passed over within a secret: a NUL of UTF-16, a backslash, the line ends of wrapped base64. */
export function isPassedOver(code: number): boolean {
  return code === 0 || code === 0x5c || code === 0x0a || code === 0x0d;
}

const encoder = new TextEncoder();

/** Bytes are written as characters here, one each: what `btoa` takes. */
const utf8 = (text: string): string => Array.from(encoder.encode(text), (byte) => String.fromCharCode(byte)).join('');
/** Without the last zero, so that it is found in either byte order. */
const utf16 = (text: string): string => utf8(text).split('').join('\0');

const hexOf = (bytes: string): string =>
  Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');

/** The part of the base64 that does not depend on what surrounds the bytes, with 0, 1 or 2 bytes before them. */
const base64Of = (bytes: string): readonly string[] =>
  [0, 1, 2].map((before) =>
    btoa('\0'.repeat(before) + bytes).slice(Math.ceil((before * 4) / 3), Math.floor(((before + bytes.length) * 4) / 3)),
  );

const foldedCodes = (text: string): string =>
  Array.from({ length: text.length }, (_, index) => String.fromCharCode(folded(text.charCodeAt(index)))).join('');

/** The engine folds ASCII, which nearly all secrets are, many times faster than a loop does. */
function foldedText(text: string): string {
  const read = text.replace(/[\0\\\r\n]+/g, '');
  return /[^\0-\x7f]/.test(read) ? foldedCodes(read) : read.toLowerCase().replace(/[- ]/g, '+').replaceAll('_', '/');
}

const otherCase = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()));

function inHex(secret: string): readonly Spelling[] {
  return [utf8, utf16].map((bytesOf) => ({
    characters: hexOf(bytesOf(secret)),
    otherwise: hexOf(bytesOf(otherCase(secret))),
  }));
}

/** Every way to write a secret that is looked for, escapes aside: itself, and its bytes in hex and in base64. */
export function spellingsOf(secret: string): readonly Spelling[] {
  if (foldedText(secret).length < shortest) return [];
  const cases = [secret, unescaped(secret)].flatMap((text) => [text, text.toUpperCase(), text.toLowerCase()]);
  const forms = [...new Set(cases)];
  const written = forms.flatMap((form) => {
    const bytes = [utf8(form), utf16(form)];
    return [form, ...bytes, ...bytes.flatMap(base64Of)].map(foldedText);
  });
  const plain = [...new Set(written)].map((characters) => ({ characters, otherwise: characters }));
  return [...plain, ...forms.flatMap(inHex)].filter(({ characters }) => characters.length >= shortest);
}
