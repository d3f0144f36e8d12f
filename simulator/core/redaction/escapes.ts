/** An escape in a text: its code point, and the index after it. */
export interface Escape {
  readonly code: number;
  readonly end: number;
}

/** A text to read, and the counter of the work done. */
export interface EscapedText {
  readonly text: string;
  readonly effort: Effort;
}

const [percent, backslash, ampersand, hash, semicolon] = [0x25, 0x5c, 0x26, 0x23, 0x3b] as const;
const [letterU, letterX] = [0x75, 0x78] as const;

/** At most eight: JSON in JSON in JSON. Backslashes before these are skipped, as a backslash within a secret is. */
const maxBackslashes = 8;

const named: ReadonlyMap<string, number> = new Map([
  ['lt', 0x3c],
  ['gt', 0x3e],
  ['quot', 0x22],
  ['apos', 0x27],
]);

/** The longest escape that begins at `at`; undefined if there is none. */
export function escapeAt(source: EscapedText, at: number): Escape | undefined {
  switch (source.text.charCodeAt(at)) {
    case percent:
      return (
        backslashEscape(source, at) ??
        entity(source, at) ??
        letterEscape(source, percentEnd(source, at), false) ??
        percentEscape(source, at)
      );
    case backslash:
      return backslashEscape(source, at);
    case ampersand:
      return entity(source, at);
    default:
      return undefined;
  }
}

/** The escaped line end at `at`. */
export function lineEndAt({ text }: EscapedText, at: number): Escape | undefined {
  if (text.charCodeAt(at) !== backslash) return undefined;
  const letter = text[at + 1];
  return letter === 'n' || letter === 'r' ? { code: 0x0a, end: at + 2 } : undefined;
}

/** `\u0061` and `\x61`, after one or more backslashes, each percent-encoded or not. */
function backslashEscape(source: EscapedText, at: number): Escape | undefined {
  let end = at;
  for (let count = 0; count < maxBackslashes; count += 1) {
    const next = characterEnd(source, end, backslash);
    if (next === end) break;
    end = next;
  }
  return end === at ? undefined : letterEscape(source, end, true);
}

/** The rest of an escape: `u` and four hex digits, or if `mayBeShort`, `x` and two. */
function letterEscape(source: EscapedText, at: number, mayBeShort: boolean): Escape | undefined {
  const letter = lowerCodeAt(source, at);
  if (letter !== letterU && !(mayBeShort && letter === letterX)) return undefined;
  const count = letter === letterU ? 4 : 2;
  const code = hexAt(source, at + 1, count);
  return code === undefined ? undefined : { code, end: at + 1 + count };
}

/** `&#97;`, `&#x61;`, `&lt;`; the ampersand may be escaped again, and each sign may be percent-encoded. */
function entity(source: EscapedText, at: number): Escape | undefined {
  const first = characterEnd(source, at, ampersand);
  if (first === at) return undefined;
  let end = first;
  while (lowerAt(source, end, 4) === 'amp;') end += 4;
  const afterHash = characterEnd(source, end, hash);
  if (afterHash !== end) return numericEscape(source, afterHash);
  const [name = '', ...more] = lowerAt(source, end, 5).split(';');
  const code = more.length > 0 ? named.get(name) : undefined;
  if (code !== undefined) return { code, end: end + name.length + 1 };
  return end === first ? undefined : { code: ampersand, end };
}

/** The number of an entity: at most as many digits as a code point has, after any number of zeros. */
function numericEscape(source: EscapedText, at: number): Escape | undefined {
  const isInHex = lowerCodeAt(source, at) === letterX;
  const begin = isInHex ? at + 1 : at;
  const [base, max] = isInHex ? [16, 6] : [10, 7];
  let first = begin;
  while (digitAt(source, first) === 0) first += 1;
  let end = first;
  let code = 0;
  while (end < first + max && digitAt(source, end) < base) {
    code = code * base + digitAt(source, end);
    end += 1;
  }
  return end === begin || code > 0x10ffff ? undefined : { code, end: characterEnd(source, end, semicolon) };
}

/** `%61`, and `%2561` if that was encoded again, any number of times. */
function percentEscape(source: EscapedText, at: number): Escape | undefined {
  const end = percentEnd(source, at);
  const code = hexAt(source, end, 2);
  if (code !== undefined) return { code, end: end + 2 };
  return end > at + 1 ? { code: percent, end } : undefined;
}

/** The index after a character, plain or percent-encoded; `at` itself if the character is not there. */
function characterEnd(source: EscapedText, at: number, code: number): number {
  const found = source.text.charCodeAt(at);
  if (found === code) return at + 1;
  if (found !== percent) return at;
  const end = percentEnd(source, at);
  return hexAt(source, end, 2) === code ? end + 2 : at;
}

/** The index after a percent sign that is itself percent-encoded any number of times. */
function percentEnd(source: EscapedText, at: number): number {
  let end = at + 1;
  while (hexAt(source, end, 2) === percent) end += 2;
  return end;
}

/** The number of exactly `count` hex digits; undefined if there are other characters. */
function hexAt(source: EscapedText, at: number, count: number): number | undefined {
  let number = 0;
  for (let index = at; index < at + count; index += 1) {
    const digit = digitAt(source, index);
    if (digit > 15) return undefined;
    number = number * 16 + digit;
  }
  return number;
}

function digitAt({ text, effort }: EscapedText, at: number): number {
  effort.steps += 1;
  return hexDigitOf(text.charCodeAt(at)) ?? 99;
}

/** The code of a letter in lower case; for other characters, a number that is not a letter's code. */
function lowerCodeAt({ text, effort }: EscapedText, at: number): number {
  effort.steps += 1;
  return text.charCodeAt(at) | 0x20;
}

function lowerAt({ text, effort }: EscapedText, at: number, count: number): string {
  effort.steps += count;
  return text.slice(at, at + count).toLowerCase();
}

/** The value of a hex digit; undefined for any other code unit. */
export function hexDigitOf(code: number): number | undefined {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : undefined;
}

/**
 * Counts the steps of a piece of work: characters read, states entered. Tests compare it with the size of the input.
 */
export interface Effort {
  steps: number;
}
