import type { Effort } from './escapes.js';
import { unescape } from './unescape.js';

/** The first and last four characters. */
export const endsOf = (text: string): string => `${text.slice(0, 4)}…${text.slice(-4)}`;

/** Whether a run of characters looks like a credential. */
type IsCredential = (run: string) => boolean;

/** Minimum lengths of runs of base64 and of hex to check. */
const minBase64Length = 40;
const minHexLength = 32;

/** The rest of a shortened credential can be one again. More passes are needed only for runs made for that purpose. */
const maxPasses = 8;

/**
 * Shortens runs that look like a credential to their ends.
 *
 * A run may be escaped letter by letter, or have a NUL after each letter; then the text is shown without these.
 */
export function shortening(text: string, isCredential: IsCredential, effort: Effort): string {
  let shown = text;
  for (let pass = 0; pass < maxPasses; pass += 1) {
    const shorter = shortenedRuns(shown, isCredential, effort);
    if (shorter !== shown) {
      shown = shorter;
      continue;
    }
    const plain = mayHide.test(shown) ? unescape(shown, effort).replaceAll('\0', '') : shown;
    if (plain === shown || shortenedRuns(plain, isCredential, effort) === plain) return shown;
    shown = plain;
  }
  return shown;
}

/** Enough escapes or NULs to hide a credential. */
const mayHide = /(?:[%\\&]{1,8}[^%\\&]{1,9}){16}|(?:\0[^\0]){16}/;

/** Cheap test that spares nearly every text a closer look. */
const mayHoldRun = /[\w+/%-]{32}/;

function shortenedRuns(text: string, isCredential: IsCredential, effort: Effort): string {
  effort.steps += text.length;
  if (!mayHoldRun.test(text)) return text;
  const parts: string[] = [];
  let shown = 0;
  let at = 0;
  while (at < text.length) {
    const end = runEnd(text, at, effort);
    if (end - at >= minHexLength) {
      const paddedEnd = equalsSignEnd(text, equalsSignEnd(text, end));
      const run = { characters: text.slice(at, end), padding: text.slice(end, paddedEnd) };
      parts.push(text.slice(shown, at), shortenedRun(run, isCredential, effort));
      shown = paddedEnd;
    }
    at = Math.max(at + 1, end, shown);
  }
  return parts.join('') + text.slice(shown);
}

const base64 = Uint8Array.from({ length: 128 }, (_, code) => (/[\w+/-]/.test(String.fromCharCode(code)) ? 1 : 0));

/** The index after a run of base64 characters, percent-encoded or not. */
function runEnd(text: string, at: number, effort: Effort): number {
  let end = at;
  let next = base64End(text, end);
  while (next !== end) {
    end = next;
    next = base64End(text, end);
  }
  effort.steps += end + 1 - at;
  return end;
}

const base64End = (text: string, at: number): number =>
  base64[text.charCodeAt(at)] === 1 ? at + 1 : percentEncodedEnd(text, at, '2b 2f');

const equalsSignEnd = (text: string, at: number): number =>
  text[at] === '=' ? at + 1 : percentEncodedEnd(text, at, '3d');

/**
 * The index after a percent sign, itself encoded any number of times, and one of these bytes; `at` if there is none.
 */
function percentEncodedEnd(text: string, at: number, bytes: string): number {
  if (text[at] !== '%') return at;
  let end = at + 1;
  while (text.startsWith('25', end)) end += 2;
  const byte = text.slice(end, end + 2).toLowerCase();
  return byte.length === 2 && bytes.includes(byte) ? end + 2 : at;
}

interface CharacterRun {
  readonly characters: string;
  readonly padding: string;
}

/** Checks the longest kind of run first: base64 with slashes, then the parts between slashes, then hex. */
function shortenedRun({ characters, padding }: CharacterRun, isCredential: IsCredential, effort: Effort): string {
  const shorten = (run: string): string | undefined => {
    effort.steps += run.length;
    const meant = unescape(run, effort);
    return windowsOf(meant).some(isCredential) ? endsOf(meant) : undefined;
  };
  const asBase64 = (run: string, behind: string): string | undefined =>
    run.length >= minBase64Length && unescape(run, effort).length >= minBase64Length
      ? shorten(run + behind)
      : undefined;
  const whole = asBase64(characters, padding);
  if (whole !== undefined) return whole;
  const between = characters.split('/');
  return between
    .map((part, index) => {
      const behind = index === between.length - 1 ? padding : '';
      const base64 = between.length > 1 ? asBase64(part, behind) : undefined;
      return base64 ?? part.replace(hex, (run) => shorten(run) ?? run) + behind;
    })
    .join('/');
}

const hex = /[0-9a-f]{32,}/gi;

/** A longer run overflows the stack of a provider's regular expression. */
const maxWindow = 1024 * 1024;
/** A part of a run that looks like a credential is shorter than this. */
const overlap = 1024;

/** A run in one piece; a very long one in overlapping pieces. */
function windowsOf(run: string): readonly string[] {
  if (run.length <= maxWindow) return [run];
  const step = maxWindow - overlap;
  return Array.from({ length: Math.ceil((run.length - overlap) / step) }, (_, index) =>
    run.slice(index * step, index * step + maxWindow),
  );
}
