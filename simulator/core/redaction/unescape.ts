import { type Effort, type Escape, escapeAt, type EscapedText, lineEndAt } from './escapes.js';

/**
 * The depth to which nested escapes are resolved: each pass over a text resolves one level, and each whole chain of
 * percent signs, of `amp;` and of backslashes. Deeper nesting is left, so that the cost is bounded by a multiple of the
 * text's size.
 */
export const deepest = 5;

/** A text with one level of escapes resolved. */
export interface Unescaped {
  readonly text: string;
  /** For each code unit of `text`, the index after its source in the original text. */
  readonly ends: Int32Array;
}

/** Resolves one level of escapes; undefined if there are none. */
export function unescapeOnce(text: string, effort: Effort): Unescaped | undefined {
  effort.steps += text.length;
  return /[%\\&]/.test(text) ? resolveEscapes({ text, effort }, escapeAt) : undefined;
}

/**
 * Resolves the line ends `\n` and `\r`; undefined if there are none. Separate from the other escapes, because a
 * backslash may also stand before a plain `n`.
 */
export function withLineEnds(text: string, effort: Effort): Unescaped | undefined {
  effort.steps += text.length;
  return /\\[nr]/.test(text) ? resolveEscapes({ text, effort }, lineEndAt) : undefined;
}

function resolveEscapes(
  source: EscapedText,
  escape: (source: EscapedText, at: number) => Escape | undefined,
): Unescaped | undefined {
  const { text } = source;
  const units = new Uint16Array(text.length);
  const ends = new Int32Array(text.length);
  let length = 0;
  let at = 0;
  while (at < text.length) {
    const found = escape(source, at);
    const code = found === undefined ? text.charCodeAt(at) : found.code;
    const end = found === undefined ? at + 1 : found.end;
    if (code > 0xffff) {
      units[length] = 0xd7c0 + (code >> 10);
      ends[length] = end;
      length += 1;
    }
    units[length] = code > 0xffff ? 0xdc00 + (code & 0x3ff) : code;
    ends[length] = end;
    length += 1;
    at = end;
  }
  if (length === text.length) return undefined;
  return { text: textOf(units.subarray(0, length)), ends: ends.subarray(0, length) };
}

/** Resolves the escapes of a text, nested ones up to `deepest`. */
export function unescape(text: string, effort: Effort): string {
  let plain = text;
  for (let depth = 0; depth < deepest; depth += 1) {
    const once = unescapeOnce(plain, effort);
    if (once === undefined) break;
    plain = once.text;
  }
  return plain;
}

/** A call takes a limited number of arguments. */
const unitsAtOnce = 8192;

/** The text of these code units. */
export function textOf(units: Uint16Array): string {
  const parts: string[] = [];
  for (let from = 0; from < units.length; from += unitsAtOnce) {
    parts.push(String.fromCharCode(...units.subarray(from, from + unitsAtOnce)));
  }
  return parts.join('');
}
