import type { Effort } from './escapes.js';
import { isPassedOver } from './secret-encodings.js';
import type { SecretEnding, SecretIndex } from './secret-index.js';
import { type Layer, placeOf } from './text-layers.js';

/** The place of a secret in a text, and the text shown instead. */
export interface SecretMatch extends Pick<SecretEnding, 'shownAs'> {
  readonly from: number;
  readonly until: number;
}

/** Every place where one of these secrets occurs in a layer of a text, by its start in the text. */
export function secretMatches(layers: readonly Layer[], secrets: SecretIndex, effort: Effort): readonly SecretMatch[] {
  const found = layers.flatMap((layer) => matchesIn(layer, secrets, effort));
  effort.steps += found.length;
  return found.length < 2 ? found : found.toSorted((one, other) => one.from - other.from);
}

function matchesIn(layer: Layer, secrets: SecretIndex, effort: Effort): readonly SecretMatch[] {
  const { text } = layer;
  const search: MatchSearch = { layer, secrets, effort, wordEnd: 0 };
  const stretches: Stretch[] = [];
  const found: SecretMatch[] = [];
  const asides: Aside[] = [];
  let state = 0;
  let read = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isRead = !isPassedOver(code);
    if (isRead) {
      state = stateAfter(search, state, code);
      read += 1;
    }
    const outcome = isRead ? secrets.endingAt(state) : undefined;
    if (outcome !== undefined) note(stretches, { at, read, outcome }, search);
    if (isRead && asides.length > 0) follow(asides, { at, code, found }, search);
    if (isEscape(layer, at)) beginAside(asides, at, search);
  }
  effort.steps += text.length;
  return [...stretches.map((each) => placeMatch(each, layer)), ...found];
}

interface MatchSearch {
  readonly layer: Layer;
  readonly secrets: SecretIndex;
  readonly effort: Effort;
  /** The end of the last word whose end was searched for. */
  wordEnd: number;
}

function stateAfter({ secrets, effort }: MatchSearch, state: number, code: number): number {
  const next = secrets.next(state, code);
  // Each fallback goes to a shorter prefix; count them all.
  effort.steps += secrets.depthOf(state) + 1 - secrets.depthOf(next);
  return next;
}

/** Overlapping matches as one, in the places of a layer. It is mutable: there may be a match at every character. */
interface Stretch {
  readonly from: number;
  until: number;
  /** How many characters were read before the first one. */
  readonly readBefore: number;
  /** How many characters were read up to the last one. */
  readUntil: number;
  shownAs: string | undefined;
}

/** Adds a match that ends with `at`. If it overlaps the last one, its start is not computed. */
function note(
  stretches: Stretch[],
  { at, read, outcome }: { readonly at: number; readonly read: number; readonly outcome: SecretEnding },
  search: MatchSearch,
): void {
  const { length, shownAs } = outcome;
  const last = stretches.at(-1);
  const readBefore = read - length;
  const until = endOf(outcome, at, search);
  if (last !== undefined && last.readBefore <= readBefore && readBefore < last.readUntil) {
    last.until = Math.max(last.until, until);
    last.readUntil = read;
    if (last.shownAs !== shownAs) last.shownAs = undefined;
    return;
  }
  const from = placeBefore(search.layer.text, at + 1, length, search.effort);
  stretches.push({ from, until, readBefore, readUntil: read, shownAs });
}

const restOfWord = /[^\s"'<>,;&‹\uffff]*/y;

/**
 * The end of a match: the end of the word if only the beginning of its secret was searched for. No word is scanned
 * twice.
 */
function endOf({ isBeginning }: SecretEnding, at: number, search: MatchSearch): number {
  if (!isBeginning) return at + 1;
  if (at < search.wordEnd) return search.wordEnd;
  restOfWord.lastIndex = at + 1;
  restOfWord.test(search.layer.text);
  search.wordEnd = restOfWord.lastIndex;
  search.effort.steps += search.wordEnd - at;
  return search.wordEnd;
}

/** The index before the last `count` characters that end at `until`; skipped characters do not count. */
function placeBefore(text: string, until: number, count: number, effort: Effort): number {
  let at = until;
  let left = count;
  while (left > 0) {
    at -= 1;
    effort.steps += 1;
    if (!isPassedOver(text.charCodeAt(at))) left -= 1;
  }
  return at;
}

const placeMatch = ({ from, until, shownAs }: Stretch, layer: Layer): SecretMatch => ({
  from: placeOf(layer, from),
  until: placeOf(layer, until),
  shownAs,
});

/** Whether a character of a layer was an escape in the outer layer. */
function isEscape({ decoded }: Layer, at: number): boolean {
  if (decoded?.by !== 'escapes') return false;
  const before = at === 0 ? 0 : (decoded.ends[at - 1] ?? 0);
  return (decoded.ends[at] ?? 0) - before > 1;
}

/**
 * A match that began within characters that were decoded as an escape. `%09` may be a tab; before an `a` it is also a
 * percent sign, a zero, and the `9a` at the beginning of a secret whose other characters may really be escaped.
 */
interface Aside {
  state: number;
  /** How many characters were read since that escape. */
  read: number;
  /** The layer that contains the escape, and its end there. */
  readonly outer: Layer;
  readonly end: number;
}

/** More are needed only for a text that repeats a secret's first characters over and over. */
const maxAsides = 8;

/** Starts a match with the characters after the first one of an escape. */
function beginAside(asides: Aside[], at: number, search: MatchSearch): void {
  const { decoded } = search.layer;
  if (decoded === undefined) return;
  const { from: outer, ends } = decoded;
  const end = ends[at] ?? 0;
  let state = 0;
  for (let each = (ends[at - 1] ?? 0) + 1; each < end; each += 1) {
    const code = outer.text.charCodeAt(each);
    if (!isPassedOver(code)) state = stateAfter(search, state, code);
  }
  if (state === 0) return;
  // One that has read nothing more yet would find the same.
  const same = asides.findIndex((each) => each.read === 0 && each.state === state);
  if (same >= 0) asides.splice(same, 1);
  if (asides.length < maxAsides) asides.push({ state, read: 0, outer, end });
}

/** Reads one more character in each; keeps those that can continue the match begun within the escape. */
function follow(
  asides: Aside[],
  { at, code, found }: { readonly at: number; readonly code: number; readonly found: SecretMatch[] },
  search: MatchSearch,
): void {
  const { secrets, layer, effort } = search;
  let left = 0;
  for (const aside of asides) {
    aside.state = stateAfter(search, aside.state, code);
    aside.read += 1;
    const outcome = secrets.endingAt(aside.state);
    if (outcome !== undefined && outcome.length > aside.read) {
      const from = placeBefore(aside.outer.text, aside.end, outcome.length - aside.read, effort);
      const until = placeOf(layer, endOf(outcome, at, search));
      found.push({ from: placeOf(aside.outer, from), until, shownAs: outcome.shownAs });
    }
    if (secrets.depthOf(aside.state) > aside.read) {
      asides[left] = aside;
      left += 1;
    }
  }
  asides.length = left;
}
