import type { ProviderHost } from '../provider.js';
import type { Pair } from './alignment.js';
import type { Language } from './sentences.js';
import { sentence } from './sentences.js';

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
