import type { Effort } from './effort.js';
import { isPassedOver } from './secret-encodings.js';
import type { Ending, SecretIndex } from './secret-index.js';
import type { Layer } from './text-layers.js';
import { layersOf, placeOf } from './text-layers.js';

/** Where a secret stands in a text, and what is shown in its place. */
export interface SecretMatch extends Omit<Ending, 'length'> {
  readonly from: number;
  readonly until: number;
}

/** Every place where one of these secrets stands in a text, in whichever way it is written, by where it begins. */
export function secretMatches(text: string, secrets: SecretIndex, effort: Effort): readonly SecretMatch[] {
  const found = layersOf(text, effort).flatMap((layer) => matchesIn(layer, secrets, effort));
  return found.length < 2 ? found : found.toSorted((one, other) => one.from - other.from);
}

function matchesIn(layer: Layer, secrets: SecretIndex, effort: Effort): readonly SecretMatch[] {
  const { text } = layer;
  const search: Search = { layer, secrets, effort };
  const stretches: Stretch[] = [];
  const found: SecretMatch[] = [];
  let asides: readonly Aside[] = [];
  let state = 0;
  let read = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isRead = !isPassedOver(code);
    if (isRead) {
      state = stateAfter(search, state, code);
      read += 1;
    }
    const ending = isRead ? secrets.endingAt(state) : undefined;
    if (ending !== undefined) note(stretches, { until: at + 1, read, ending }, search);
    if (isRead && asides.length > 0) {
      asides = asides.flatMap((aside) => followed(aside, { at, code, found }, search));
    }
    const escape = escapeOf(layer, at);
    if (escape !== undefined) asides = withAside(asides, escape, search);
  }
  effort.steps += text.length;
  return [...stretches.map((each) => placed(each, layer)), ...found];
}

interface Search {
  readonly layer: Layer;
  readonly secrets: SecretIndex;
  readonly effort: Effort;
}

function stateAfter({ secrets, effort }: Search, state: number, code: number): number {
  const next = secrets.next(state, code);
  // One beginning was tried after the other, each shorter than the one before.
  effort.steps += secrets.depthOf(state) + 1 - secrets.depthOf(next);
  return next;
}

/** Matches that overlap, as one; in the places of a layer. */
interface Stretch extends SecretMatch {
  /** How many characters were read before its first. */
  readonly readBefore: number;
  /** How many were read up to its last. */
  readonly readUntil: number;
}

/** Notes a match that ends at `until`. Where it overlaps the last one no one looks again for where that begins. */
function note(
  stretches: Stretch[],
  { until, read, ending }: { readonly until: number; readonly read: number; readonly ending: Ending },
  { layer, effort }: Search,
): void {
  const { length, shownAs, isBeginning } = ending;
  const last = stretches.at(-1);
  const readBefore = read - length;
  if (last !== undefined && last.readBefore <= readBefore && readBefore < last.readUntil) {
    stretches[stretches.length - 1] = {
      ...last,
      until,
      readUntil: read,
      shownAs: last.shownAs === shownAs ? shownAs : undefined,
      isBeginning: last.isBeginning || isBeginning,
    };
    return;
  }
  const from = placeBefore(layer.text, until, length, effort);
  stretches.push({ from, until, readBefore, readUntil: read, shownAs, isBeginning });
}

/** The place before the last `count` characters that end at `until`, what is passed over among them not counted. */
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

const placed = ({ from, until, shownAs, isBeginning }: Stretch, layer: Layer): SecretMatch => ({
  from: placeOf(layer, from),
  until: placeOf(layer, until),
  shownAs,
  isBeginning,
});

/** Characters that were taken for an escape: in the layer that was decoded. */
interface EscapeTaken {
  readonly layer: Layer;
  /** Behind its first character. */
  readonly begin: number;
  readonly end: number;
}

/**
 * A secret that began within what was taken for an escape. `%09` may be a tab; before an `a` it is also a percent sign, a
 * nought, and the `9a` that a secret begins with, whose other characters may really be escaped.
 */
interface Aside {
  readonly state: number;
  /** How much was read since that escape. */
  readonly read: number;
  readonly escape: EscapeTaken;
}

/** More go on side by side only in a text that repeats a secret's first characters over and over. */
const mostAsides = 16;

/** The escape that was taken for the character at `at`. */
function escapeOf({ decoded }: Layer, at: number): EscapeTaken | undefined {
  if (decoded?.by !== 'escapes') return undefined;
  const [from = 0, end = 0] = [at === 0 ? 0 : decoded.ends[at - 1], decoded.ends[at]];
  return end - from > 1 ? { layer: decoded.from, begin: from + 1, end } : undefined;
}

function withAside(asides: readonly Aside[], escape: EscapeTaken, search: Search): readonly Aside[] {
  let state = 0;
  for (let at = escape.begin; at < escape.end; at += 1) {
    const code = escape.layer.text.charCodeAt(at);
    if (!isPassedOver(code)) state = stateAfter(search, state, code);
  }
  if (state === 0) return asides;
  // One that has come no further yet would find the same.
  const others = asides.filter((each) => each.read > 0 || each.state !== state);
  return others.length < mostAsides ? [...others, { state, read: 0, escape }] : asides;
}

/** Reads one more character; nothing is left once nothing that began within the escape can go on. */
function followed(
  { state: before, read: readBefore, escape }: Aside,
  { at, code, found }: { readonly at: number; readonly code: number; readonly found: SecretMatch[] },
  search: Search,
): readonly Aside[] {
  const { secrets, layer, effort } = search;
  const state = stateAfter(search, before, code);
  const read = readBefore + 1;
  const ending = secrets.endingAt(state);
  if (ending !== undefined && ending.length > read) {
    const from = placeBefore(escape.layer.text, escape.end, ending.length - read, effort);
    const { shownAs, isBeginning } = ending;
    found.push({ from: placeOf(escape.layer, from), until: placeOf(layer, at + 1), shownAs, isBeginning });
  }
  return secrets.depthOf(state) > read ? [{ state, read, escape }] : [];
}
