import type { ProviderHost } from '../provider.js';
import { type Language, sentence } from './sentences.js';

/** One difference between a request and an operation. */
export interface Difference {
  /**
   * `host`, `method`, or `segment 3`: the third segment of the operation's path; for a surplus segment, of the
   * request's path.
   */
  readonly part: string;
  /** Null for a surplus segment. */
  readonly expected: string | null;
  /** Null for a segment that is missing. */
  readonly received: string | null;
  /** The change that fixes it. */
  readonly change: string;
}

/** Whether a segment of a template is a placeholder. */
export const isPlaceholder = (segment: string): boolean => /^\{.+\}$/.test(segment);

/** The difference in the host, if the request's host is not one of the operation's. */
export function hostDifference(
  hosts: readonly ProviderHost[],
  received: string,
  language: Language,
): readonly Difference[] {
  if (hosts.some(({ host }) => host === received)) return [];
  const expected = hosts.map(({ host }) => host).join(', ');
  return [{ part: 'host', expected, received, change: sentence('changeHost', language, { expected }) }];
}

/** The difference in the method, if any. */
export function methodDifference(expected: string, received: string, language: Language): readonly Difference[] {
  if (expected === received) return [];
  return [{ part: 'method', expected, received, change: sentence('changeMethod', language, { expected }) }];
}

/** The segments in which two aligned paths differ. */
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

/** Two aligned segments; `expected` is undefined for a surplus one, `received` for a missing one. */
interface Pair {
  readonly expected: string | undefined;
  readonly received: string | undefined;
}

/** An alignment of two lists, and its cost. */
interface Alignment {
  readonly cost: number;
  readonly pairs: readonly Pair[];
}

const done: Alignment = { cost: 0, pairs: [] };

/** Cost of a missing or surplus item. */
const gap = 1;

/** Aligns two lists at the lowest cost; `replacing` is the cost of replacing one item by the other. */
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

/** The first of the cheapest; an empty alignment at the end of both lists. */
function cheapest([first = done, ...others]: readonly Alignment[]): Alignment {
  return others.reduce((best, each) => (each.cost < best.cost ? each : best), first);
}

/** Where two texts differ, with the text around that place in each. */
export interface FirstDifference {
  /** Index of the first character that differs, from 0; for a `‹mask›`, its beginning. */
  readonly at: number;
  readonly expected: string;
  readonly received: string;
}

/** Number of characters shown on either side. */
const around = 16;

/** Splits a text into units for comparison: characters, and each `‹mask›` whole. */
export function piecesOf(text: string): readonly string[] {
  return text.match(/‹[^‹›]*›|[^]/gu) ?? [];
}

/** How many pieces two texts share at the beginning. */
export function sharedPieces(one: readonly string[], other: readonly string[]): number {
  const parted = one.findIndex((piece, index) => piece !== other[index]);
  return parted < 0 ? one.length : parted;
}

/** The first difference between two texts; undefined if they are equal. */
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
