import type { Arrival } from './arrival.js';
import type { Documents } from './documents.js';
import { unescaped } from './escapes.js';
import type { Provider } from './provider.js';
import type { Sighting, Wanted } from './sightings.js';
import { isPlainlyOther, sightingsAt, wanted } from './sightings.js';

/**
 * Takes credentials out of a text; with an arrival, also those which that request carried. `byLooks: false` leaves what
 * merely looks like one, for texts that must name ids which the world does not know yet.
 */
export type Redact = (text: string, arrival?: Arrival, byLooks?: boolean) => string;

const hidden = '‹redacted›';
const marker = /‹redacted(?: [\w+/=:.-]{4}…[\w+/=:.-]{4})?›/y;

/** No credential is shorter, in whatever way it is written. */
const shortestCredential = 8;

/** So many redacted texts are kept while a journal is shown. */
const remembered = 10_000;

const ends = (text: string): string => `${text.slice(0, 4)}…${text.slice(-4)}`;

/** A short credential is hidden whole, since its first and last characters would be most of it. */
const digestOf = (credential: string): string =>
  /^[\w+/=:.-]{16,}$/.test(credential) ? `‹redacted ${ends(credential)}›` : hidden;

/** What was made ready for one set of secrets: kept, because a journal's thousand entries are read with the same. */
interface Ready {
  readonly secrets: readonly string[];
  readonly wanted: Wanted;
  readonly carried: WeakMap<Arrival, Wanted>;
}

const readyFor = new WeakMap<Documents, Ready>();

function ready(documents: Documents, secrets: readonly string[]): Ready {
  const before = readyFor.get(documents);
  if (before?.secrets.length === secrets.length && before.secrets.every((each, index) => each === secrets[index])) {
    return before;
  }
  const made = { secrets, wanted: wanted(secrets.map((secret) => [secret, hidden])), carried: new WeakMap() };
  readyFor.set(documents, made);
  return made;
}

/** The redactor for everything these providers keep secret in these documents, as they stand now, and for `former` secrets. */
export function redactorFor(
  providers: readonly Pick<Provider, 'confidential'>[],
  documents: Documents,
  former: Iterable<string> = [],
): Redact {
  const rules = providers.map(({ confidential }) => confidential);
  const known = ready(documents, [...new Set([...rules.flatMap((each) => each.secretsIn(documents)), ...former])]);
  let ids: ReadonlySet<string> | undefined;
  const isId = (text: string): boolean => {
    ids ??= new Set(rules.flatMap((each) => each.idsIn(documents)).map((id) => id.toLowerCase()));
    return ids.has(text.toLowerCase());
  };
  const carriedBy = (arrival: Arrival): Wanted => {
    const before = known.carried.get(arrival);
    if (before !== undefined) return before;
    // What is more than a credential of this request is hidden whole by what is known of the world.
    const credentials = rules
      .flatMap((each) => each.carriedBy(arrival))
      .filter((each) => !isId(each) && hiding(each, known.wanted) === each);
    const made = wanted(credentials.map((each) => [each, digestOf(each)]));
    known.carried.set(arrival, made);
    return made;
  };
  const isCredential = (run: string): boolean => rules.some((each) => each.looksLikeCredential(run)) && !isId(run);

  // Most of a journal is the same words over and over: what checks expect, header names, the provider's refusals.
  const before = new Map<string, string>();
  const withoutAny = (text: string): string => {
    const found = before.get(text) ?? shortening(hiding(text, known.wanted), isCredential);
    if (before.size < remembered) before.set(text, found);
    return found;
  };

  return (text, arrival, byLooks = true) => {
    if (text.length < shortestCredential) return text;
    const withoutCarried = arrival === undefined ? text : hiding(text, carriedBy(arrival));
    return byLooks ? withoutAny(withoutCarried) : hiding(withoutCarried, known.wanted);
  };
}

/** Puts in place of every sighting what is shown for it. What an earlier redaction put there stays. */
function hiding(text: string, wanted: Wanted): string {
  const parts: string[] = [];
  let shown = 0;
  for (const { from, until, shownAs } of merged(sightingsIn(text, [wanted]))) {
    parts.push(text.slice(shown, from), shownAs);
    shown = until;
  }
  return parts.join('') + text.slice(shown);
}

function* sightingsIn(text: string, sets: readonly Wanted[]): Iterable<Sighting> {
  for (let from = 0; from < text.length; from += 1) {
    if (text[from] === '‹') from = afterMarker(text, from);
    if (!isPlainlyOther(text, from, sets)) yield* sightingsAt(text, from, sets);
  }
}

function afterMarker(text: string, from: number): number {
  marker.lastIndex = from;
  return marker.test(text) ? marker.lastIndex - 1 : from;
}

/** Sightings that overlap become one; where they are of different credentials it shows nothing of either. */
function* merged(sightings: Iterable<Sighting>): Iterable<Sighting> {
  let last: Sighting | undefined;
  for (const next of sightings) {
    if (last !== undefined && next.from < last.until) {
      const shownAs = next.shownAs === last.shownAs ? next.shownAs : hidden;
      last = { from: last.from, until: Math.max(last.until, next.until), shownAs };
      continue;
    }
    if (last !== undefined) yield last;
    last = next;
  }
  if (last !== undefined) yield last;
}

/** Runs that may be a credential, the longest kind first: base64, percent-encoded or not; such between slashes; hex. */
const runs = [
  /(?:[\w+/-]|%(?:25)*2[bf]){40,}(?:=|%(?:25)*3d){0,2}/gi,
  /(?:[\w+-]|%(?:25)*2[bf]){40,}(?:=|%(?:25)*3d){0,2}/gi,
  /[0-9a-f]{32,}/gi,
];

/**
 * Shows only the ends of runs that look like a credential. Goes on until nothing changes: what is left can be one.
 *
 * A run may stand there letter by letter in escapes, or with a NUL behind each; then the text is shown without these.
 */
function shortening(text: string, isCredential: (run: string) => boolean): string {
  const shorter = shortenedRuns(text, isCredential);
  if (shorter !== text) return shortening(shorter, isCredential);
  const plain = mayHide.test(text) ? unescaped(text).replaceAll('\0', '') : text;
  return plain === text || shortenedRuns(plain, isCredential) === plain ? text : shortening(plain, isCredential);
}

/** Enough escapes or NULs to hide a credential behind. */
const mayHide = /(?:[%\\&]{1,8}[^%\\&]{1,9}){16}|(?:\0[^\0]){16}/;

const shortenedRuns = (text: string, isCredential: (run: string) => boolean): string =>
  inPieces(text)
    .map((piece) => runs.reduce((all, pattern) => all.replace(pattern, (run) => shortened(run, isCredential)), piece))
    .join('');

/** A run of several million characters is more than a regular expression has a stack for. */
const mostAtOnce = 1024 * 1024;

/** Cuts a text that is very long where no run goes on, if there is such a place. */
function inPieces(text: string): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  while (text.length - from > mostAtOnce) {
    let until = from + mostAtOnce;
    while (until > from && /[\w+/%=-]/.test(text[until - 1] ?? '')) until -= 1;
    if (until === from) until = from + mostAtOnce;
    pieces.push(text.slice(from, until));
    from = until;
  }
  pieces.push(text.slice(from));
  return pieces;
}

function shortened(run: string, isCredential: (run: string) => boolean): string {
  const meant = unescaped(run);
  return isCredential(meant) ? ends(meant) : run;
}
