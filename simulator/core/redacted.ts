import { isJsonObject } from '../../contracts/json.js';

/** So many characters of a text are shown at most. */
export const longestShown = 64 * 1024;

/**
 * The most characters that a secret takes in a text: 128 of them, in base64 of UTF-16, each in an escape of 23 characters.
 * A marker takes at most two and a half times as many characters as the secret in whose place it stands.
 */
const longestSecret = 8 * 1024;
const margin = longestSecret * 2.5;

/** So much of a text is redacted when its beginning is shown. */
export const longestRedacted = longestShown + margin;

const halfACharacter = /[\ud800-\udbff]$/;

/** Whether a text is longer than what is shown of it. */
export const isTooLong = (text: string): boolean => text.length > longestShown;

/**
 * The beginning of a long text with credentials taken out, and any other text whole.
 *
 * More is redacted than is shown. A secret that the end of what is redacted cuts in two is not found, so what it may take
 * there is left out.
 */
export function redactedBeginning(text: string, redact: (text: string) => string): string {
  if (!isTooLong(text)) return redact(text);
  const clean = redact(text.slice(0, longestRedacted));
  const known = text.length < longestRedacted ? clean.length : Math.max(0, clean.length - margin);
  const shown = clean.slice(0, Math.min(longestShown, known));
  return `${shown.replace(halfACharacter, '')}…`;
}

/** A value of plain JSON with credentials taken out of every text in it, the names of members included. */
export function redacted(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((each) => redacted(each, redact));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [redact(name), redacted(each, redact)]));
}
