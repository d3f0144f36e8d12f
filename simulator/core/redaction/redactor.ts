import { isJsonObject } from '../../../contracts/json.js';
import type { Provider } from '../provider.js';
import type { IncomingRequest } from '../requests/incoming-request.js';
import type { Documents } from '../state/documents.js';
import { endsOf, shortening } from './credential-runs.js';
import type { Effort } from './escapes.js';
import { encodingsOf } from './secret-encodings.js';
import { type SecretIndex, secretIndex } from './secret-index.js';
import { type SecretMatch, secretMatches } from './secret-matches.js';
import { barrier, type Layer, layersOf } from './text-layers.js';

/**
 * Takes credentials out of a text; with a request, also those which it carried. `byLooks: false` leaves what
 * merely looks like one, for texts that must name ids which the world does not know yet.
 */
export type Redact = (text: string, request?: IncomingRequest, byLooks?: boolean) => string;

const hidden = '‹redacted›';
const marker = /‹redacted(?: [\w+/=:.-]{4}…[\w+/=:.-]{4})?›/g;

/** No credential is shorter, in whatever way it is written. */
const shortestCredential = 8;

/**
 * So much of a secret is looked for; where it is longer, the rest of the word in which that stands is hidden with it. What
 * a request carries is made ready for that request alone, and it can carry as much as it likes.
 */
const longestKnown = 4096;
const longestCarried = 256;

/** So many different credentials of one request are looked for, the first ones. The others are hidden by their looks. */
const mostCarried = 32;

/** So many redacted texts of at most so many characters are kept while a journal is shown. */
const remembered = 10_000;
const longestRemembered = 2000;

/** A short credential is hidden whole, since its first and last characters would be most of it. */
const digestOf = (credential: string): string =>
  /^[\w+/=:.-]{16,}$/.test(credential) ? `‹redacted ${endsOf(credential)}›` : hidden;

/** What was made ready for one set of secrets: kept, because a journal's thousand entries are read with the same. */
interface Ready {
  readonly secrets: readonly string[];
  readonly index: SecretIndex;
  readonly carried: WeakMap<IncomingRequest, SecretIndex>;
}

const readyFor = new WeakMap<Documents, Ready>();

/** So many indices are kept for other spaces: nearly all have the secrets of the same starting world. */
const mostShared = 4;
const shared: Pick<Ready, 'secrets' | 'index'>[] = [];

const areSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((each, index) => each === others[index]);

function sharedIndex(secrets: readonly string[]): SecretIndex {
  const found = shared.find((each) => areSame(each.secrets, secrets));
  if (found !== undefined) return found.index;
  const index = indexOf(secrets, longestKnown, () => hidden);
  shared.unshift({ secrets, index });
  shared.length = Math.min(shared.length, mostShared);
  return index;
}

function ready(documents: Documents, secrets: readonly string[]): Ready {
  const before = readyFor.get(documents);
  if (before !== undefined && areSame(before.secrets, secrets)) return before;
  const index = sharedIndex(secrets);
  const made = { secrets, index, carried: new WeakMap<IncomingRequest, SecretIndex>() };
  readyFor.set(documents, made);
  return made;
}

const indexOf = (secrets: readonly string[], longest: number, shown: (secret: string) => string): SecretIndex =>
  secretIndex(
    secrets.flatMap((secret) => {
      const shownAs = shown(secret);
      const isBeginning = secret.length > longest;
      return encodingsOf(secret.slice(0, longest)).map((text) => ({ text, shownAs, isBeginning }));
    }),
  );

/**
 * The redactor for everything these providers keep secret in these documents, as they stand now, and for `former` secrets.
 *
 * It takes a number of steps linear in the length of a text, whatever stands in it; `effort` counts them.
 */
export function redactorFor(
  providers: readonly Pick<Provider, 'confidential'>[],
  documents: Documents,
  former: Iterable<string> = [],
  effort: Effort = { steps: 0 },
): Redact {
  const rules = providers.map(({ confidential }) => confidential);
  const known = ready(documents, [...new Set([...rules.flatMap((each) => each.secretsIn(documents)), ...former])]);
  let ids: ReadonlySet<string> | undefined;
  const isId = (text: string): boolean => {
    ids ??= new Set(rules.flatMap((each) => each.idsIn(documents)).map((id) => id.toLowerCase()));
    return ids.has(text.toLowerCase());
  };
  // Nearly every text is searched twice as it stands: for what its request carried, and for what is known.
  let latest: { readonly text: string; readonly layers: readonly Layer[] } = { text: '', layers: [] };
  const hiding = (text: string, secrets: SecretIndex): string => {
    if (secrets.isEmpty) return text;
    if (latest.text !== text) latest = { text, layers: layersOf(withoutMarkers(text), effort) };
    return replaceMatches(text, mergeMatches(secretMatches(latest.layers, secrets, effort)));
  };
  const indexOfRequest = (request: IncomingRequest): SecretIndex => {
    const before = known.carried.get(request);
    if (before !== undefined) return before;
    // What is more than a credential of this request is hidden whole by what is known of the world.
    const credentials = [...new Set(rules.flatMap((each) => each.credentialsIn(request)))]
      .filter((each) => !isId(each) && hiding(each, known.index) === each)
      .slice(0, mostCarried);
    const made = indexOf(credentials, longestCarried, digestOf);
    known.carried.set(request, made);
    return made;
  };
  const isCredential = (run: string): boolean => rules.some((each) => each.looksLikeCredential(run)) && !isId(run);

  // Most of a journal is the same words over and over: what checks expect, header names, the provider's refusals.
  const before = new Map<string, string>();
  const withoutAny = (text: string): string => {
    const found = before.get(text) ?? shortening(hiding(text, known.index), isCredential, effort);
    if (text.length <= longestRemembered && before.size < remembered) before.set(text, found);
    return found;
  };

  return (text, request, byLooks = true) => {
    if (text.length < shortestCredential) return text;
    const withoutCarried = request === undefined ? text : hiding(text, indexOfRequest(request));
    return byLooks ? withoutAny(withoutCarried) : hiding(withoutCarried, known.index);
  };
}

/** What an earlier redaction put in place of a secret stays: nothing is found in it. */
const withoutMarkers = (text: string): string =>
  text.includes('‹') ? text.replace(marker, ({ length }) => barrier.repeat(length)) : text;

/** Puts in place of every secret what is shown for it. */
function replaceMatches(text: string, matches: readonly SecretMatch[]): string {
  const parts: string[] = [];
  let shown = 0;
  for (const { from, until, shownAs = hidden } of matches) {
    parts.push(text.slice(shown, from), shownAs);
    shown = until;
  }
  return shown === 0 ? text : parts.join('') + text.slice(shown);
}

/** Matches that overlap become one; where they are of different credentials it shows nothing of either. */
function mergeMatches(matches: readonly SecretMatch[]): readonly SecretMatch[] {
  const apart: SecretMatch[] = [];
  for (const next of matches) {
    const last = apart.at(-1);
    if (last === undefined || next.from >= last.until) {
      apart.push(next);
      continue;
    }
    const until = Math.max(last.until, next.until);
    const shownAs = last.shownAs === next.shownAs ? last.shownAs : undefined;
    apart[apart.length - 1] = { from: last.from, until, shownAs };
  }
  return apart;
}

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
export function redactJson(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((each) => redactJson(each, redact));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [redact(name), redactJson(each, redact)]));
}
