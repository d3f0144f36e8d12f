import type { ProviderHost } from '../provider.js';
import { type Language, sentence } from './sentences.js';

/** One thing about a request that keeps it from being an operation's. */
export interface Difference {
  /** `host`, `method`, or `segment 3`: the third of the operation's path, or of the request's for one too many. */
  readonly part: string;
  /** Null for a segment that is too much. */
  readonly expected: string | null;
  /** Null for a segment that is missing. */
  readonly received: string | null;
  /** What to do about it. */
  readonly change: string;
}

/** Whether a segment of a template stands for any text. */
export const isPlaceholder = (segment: string): boolean => /^\{.+\}$/.test(segment);

/** A request's host, where it is none of the operation's. */
export function hostDifference(
  hosts: readonly ProviderHost[],
  received: string,
  language: Language,
): readonly Difference[] {
  if (hosts.some(({ host }) => host === received)) return [];
  const expected = hosts.map(({ host }) => host).join(', ');
  return [{ part: 'host', expected, received, change: sentence('changeHost', language, { expected }) }];
}

/** A request's method, where it is not the operation's. */
export function methodDifference(expected: string, received: string, language: Language): readonly Difference[] {
  if (expected === received) return [];
  return [{ part: 'method', expected, received, change: sentence('changeMethod', language, { expected }) }];
}

/** The segments in which paths that were laid side by side differ. */
export function segmentDifferences(pairs: readonly Pair[], language: Language): readonly Difference[] {
  return pairs.flatMap(({ expected, received }, index) => {
    if (expected !== undefined && fits(expected, received)) return [];
    const side = pairs
      .slice(0, index)
      .filter((each) => (expected === undefined ? each.received : each.expected) !== undefined);
    const part = `segment ${side.length + 1}`;
    const isLast = index === pairs.length - 1;
    return [
      {
        part,
        expected: expected ?? null,
        received: short(received),
        change: change({ expected, received }, isLast, language),
      },
    ];
  });
}

const fits = (expected: string, received: string | undefined): boolean =>
  isPlaceholder(expected) ? received !== undefined && received !== '' : received === expected;

function change({ expected, received }: Pair, isLast: boolean, language: Language): string {
  if (expected === undefined) return sentence(isLast && received === '' ? 'removeSlash' : 'removeSegment', language);
  if (received === undefined) return sentence('addSegment', language, { expected });
  if (isPlaceholder(expected)) return sentence('fillSegment', language, { expected });
  const isCase = received.toLowerCase() === expected.toLowerCase();
  return sentence(isCase ? 'changeCase' : 'changeSegment', language, { expected });
}

/** Enough of a segment to find it again. */
const longest = 40;

function short(segment: string | undefined): string | null {
  if (segment === undefined) return null;
  return segment.length > longest ? `${segment.slice(0, longest)}…` : segment;
}

/** Two things that stand for each other; `expected` is undefined for what is too much, `received` for what is missing. */
interface Pair {
  readonly expected: string | undefined;
  readonly received: string | undefined;
}

/** How one list becomes another, and how much that takes. */
interface Alignment {
  readonly cost: number;
  readonly pairs: readonly Pair[];
}

const done: Alignment = { cost: 0, pairs: [] };

/** What it costs that something is missing, or too much. */
const gap = 1;

/** Lays two lists side by side as cheaply as can be; `replacing` is the price of putting one in the other's place. */
export function align(
  expected: readonly string[],
  received: readonly string[],
  replacing: (expected: string, received: string) => number,
): Alignment {
  const known = new Map<string, Alignment>();
  const from = (index: number, other: number): Alignment => {
    const place = `${index} ${other}`;
    const before = known.get(place);
    if (before !== undefined) return before;
    const found = cheapest(waysFrom(index, other));
    known.set(place, found);
    return found;
  };
  const waysFrom = (index: number, other: number): readonly Alignment[] => {
    const [wanted, given] = [expected[index], received[other]];
    const ways: Alignment[] = [];
    if (wanted !== undefined && given !== undefined) {
      ways.push(behind(from(index + 1, other + 1), { expected: wanted, received: given }, replacing(wanted, given)));
    }
    if (wanted !== undefined) ways.push(behind(from(index + 1, other), { expected: wanted, received: undefined }, gap));
    if (given !== undefined) ways.push(behind(from(index, other + 1), { expected: undefined, received: given }, gap));
    return ways;
  };
  return from(0, 0);
}

const behind = (rest: Alignment, pair: Pair, cost: number): Alignment => ({
  cost: rest.cost + cost,
  pairs: [pair, ...rest.pairs],
});

/** The first of the cheapest; the end of both lists where there is no way on. */
function cheapest([first = done, ...others]: readonly Alignment[]): Alignment {
  return others.reduce((best, each) => (each.cost < best.cost ? each : best), first);
}

/** Where two texts part, with what stands around that place in each. */
export interface FirstDifference {
  /** The first character that differs, from 0; a `‹mask›` that differs does so where it begins. */
  readonly at: number;
  readonly expected: string;
  readonly received: string;
}

/** So many characters are shown on either side of the place. */
const around = 16;

/** A text as what can be told apart in it: its characters, and each `‹mask›` whole. */
export function piecesOf(text: string): readonly string[] {
  return text.match(/‹[^‹›]*›|[^]/gu) ?? [];
}

/** How many pieces two texts share at their beginnings. */
export function sharedPieces(one: readonly string[], other: readonly string[]): number {
  const parted = one.findIndex((piece, index) => piece !== other[index]);
  return parted < 0 ? one.length : parted;
}

/** The place where two texts part; undefined when they are the same. */
export function firstDifference(expected: string, received: string): FirstDifference | undefined {
  if (expected === received) return undefined;
  const pieces = piecesOf(expected);
  const others = piecesOf(received);
  const place = sharedPieces(pieces, others);
  const at = Array.from(pieces.slice(0, place).join('')).length;
  return { at, expected: excerpt(pieces, place), received: excerpt(others, place) };
}

function excerpt(pieces: readonly string[], place: number): string {
  const from = Math.max(0, place - around);
  const until = place + around;
  return `${from > 0 ? '…' : ''}${pieces.slice(from, until).join('')}${until < pieces.length ? '…' : ''}`;
}
