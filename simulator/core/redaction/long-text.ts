import { hidden } from './redactor.js';

/** The maximum number of characters of a text that are shown. */
export const maxShownLength = 64 * 1024;

/**
 * The maximum number of characters that a secret takes in a text: 128, in base64 of UTF-16, each in an escape of 23 characters. A
 * marker takes at most two and a half times as many characters as the secret that it replaces.
 */
const maxSecretLength = 8 * 1024;
const margin = maxSecretLength * 2.5;

/** The length of the beginning that is redacted when the beginning is shown. */
export const maxRedactedLength = maxShownLength + margin;

const halfACharacter = /[\ud800-\udbff]$/;

/** Whether a text is longer than the part that is shown. */
export const isTooLong = (text: string): boolean => text.length > maxShownLength;

/**
 * The redacted beginning of a long text; any other text whole.
 *
 * More is redacted than shown: a secret that is cut at the end of the redacted part is not found, so the length it may
 * take there is left out.
 */
export function redactedBeginning(text: string, redact: (text: string) => string): string {
  if (!isTooLong(text)) return redact(text);
  const clean = redact(text.slice(0, maxRedactedLength));
  const known = text.length < maxRedactedLength ? clean.length : Math.max(0, clean.length - margin);
  const shown = clean.slice(0, Math.min(maxShownLength, known));
  return `${shown.replace(halfACharacter, '')}…`;
}

/** A long text that is redacted whole is redacted in pieces of about so many characters. */
const pieceLength = 64 * 1024;
/** So many characters before and after a cut are redacted with and without it, to see whether it divides a credential. */
const around = 2 * maxSecretLength;
/** The places that are tried for a cut, and their distance. */
const maxTries = 4;
const distance = 2048;

/**
 * Redacts a text of any length; others are answered between one step and the next.
 *
 * It is cut where no credential is divided. A text without such a place is cut all the same, and what is near the cut
 * is hidden.
 */
export function* redactInPieces(text: string, redact: (text: string) => string): Generator<undefined, string> {
  const parts: string[] = [];
  let from = 0;
  let hidesStart = 0;
  while (text.length - from > maxRedactedLength) {
    const { at, isClean } = yield* findCut(text, from + pieceLength, redact);
    const hidesEnd = isClean ? 0 : margin;
    parts.push(withoutEnds(redact(text.slice(from, at)), hidesStart, hidesEnd));
    if (!isClean) parts.push(hidden);
    from = at;
    hidesStart = hidesEnd;
    yield;
  }
  parts.push(withoutEnds(redact(text.slice(from)), hidesStart, 0));
  return parts.join('');
}

interface Cut {
  readonly at: number;
  /** Whether it divides no credential. */
  readonly isClean: boolean;
}

/** The first place from `near` on that divides no credential; `near` if none is found soon. */
function* findCut(text: string, near: number, redact: (text: string) => string): Generator<undefined, Cut> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const at = characterStart(text, near + tries * distance);
    const [before, after] = [text.slice(at - around, at), text.slice(at, at + around)];
    if (redact(before) + redact(after) === redact(before + after)) return { at, isClean: true };
    yield;
  }
  return { at: characterStart(text, near), isClean: false };
}

const characterStart = (text: string, at: number): number => (/[\udc00-\udfff]/.test(text.charAt(at)) ? at + 1 : at);

const withoutEnds = (text: string, start: number, end: number): string =>
  start + end === 0 ? text : text.slice(start, Math.max(start, text.length - end));

/** Redacts every text of a JSON value, like `redactJson`; others are answered between one step and the next. */
export function* redactJsonInPieces(value: unknown, redact: (text: string) => string): Generator<undefined, unknown> {
  if (typeof value === 'string') return yield* redactInPieces(value, redact);
  if (typeof value !== 'object' || value === null) return value;
  const entries: [string, unknown][] = [];
  for (const [name, each] of Object.entries(value)) {
    entries.push([redact(name), yield* redactJsonInPieces(each, redact)]);
    yield;
  }
  return Array.isArray(value) ? entries.map(([, each]) => each) : Object.fromEntries(entries);
}
