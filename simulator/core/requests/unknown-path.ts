import { distance } from 'fastest-levenshtein';
import type { RouteResult } from '../provider.js';
import { pathMatcher } from './router.js';

/** An operation of a provider that is known and not modelled. */
interface Neighbour {
  readonly title: string;
  /** The methods that clients of the provider send. */
  readonly methods: readonly string[];
  /** The URL of the provider's public page about it. */
  readonly documentation?: string;
}

/** A provider's operations: with these, a mistyped path differs from one that is not modelled. */
interface KnownPaths {
  readonly provider: string;
  readonly operations: Readonly<Record<string, { readonly method: string; readonly path: string }>>;
  /** By the whole path template. */
  readonly neighbours: Readonly<Record<string, Neighbour>>;
  /** The template of an unknown path, for a stub. Default: the path. */
  readonly templateOf?: (path: string) => string;
}

/** What to do about an operation that is known and not modelled. */
export const adviseOnNeighbour = ({ documentation }: Pick<Neighbour, 'documentation'>): string =>
  [
    "The provider has this operation, and the simulator does not: send it to the provider's sandbox, or answer it with a stub.",
    ...(documentation === undefined ? [] : [`Its documentation: ${documentation}`]),
  ].join(' ');

/** Creates a function for requests that match no operation: a neighbour, a mistyped path, or something else. */
export function unknownPaths(known: KnownPaths): (method: string, path: string) => RouteResult {
  const { provider, operations, neighbours, templateOf } = known;
  const others = Object.entries(neighbours).map(([path, each]) => ({ ...each, path, matches: pathMatcher(path) }));
  const lines = Object.values(operations).map(({ method, path }) => ({
    methods: [method],
    path,
    shown: `${method} ${path}`,
  }));
  const candidates: readonly Candidate[] = [
    ...lines,
    ...others.map(({ path, title, methods }) => ({
      path,
      shown: `${methods.join(' or ')} ${path} (${title}), which is not modelled`,
      methods,
    })),
  ];
  const served = `Modelled: ${[...new Set(lines.map(({ shown }) => shown))].join(', ')}.`;
  return (method, path) => {
    // More segments than any template has: a longer path matches none.
    const segments = path.split('/', 2 * maxSegments);
    const neighbour = others.find(({ matches }) => matches(segments) !== undefined);
    if (neighbour !== undefined) {
      return { modelled: false, ...explainNeighbour(provider, method, neighbour), template: neighbour.path };
    }
    const meant = nearest(candidates, method, path);
    const fix = meant === undefined ? served : `Did you mean ${meant.shown}?`;
    return {
      modelled: false,
      what: `this method and path of ${provider}`,
      fix,
      ...(templateOf && { template: templateOf(path) }),
    };
  };
}

/** A neighbour that is asked with another method than those known may be a typing error: both are named. */
function explainNeighbour(
  provider: string,
  method: string,
  neighbour: Neighbour & { readonly path: string },
): { readonly what: string; readonly fix: string } {
  const { methods, path, title } = neighbour;
  const known = methods.includes(method) ? [] : [`Clients send it ${methods.join(' or ')}, not ${method}.`];
  return { what: `${provider} ${method} ${path} (${title})`, fix: [...known, adviseOnNeighbour(neighbour)].join(' ') };
}

interface Candidate {
  readonly methods: readonly string[];
  readonly path: string;
  readonly shown: string;
}

/**
 * Paths that differ more are not typing errors: two slips at most, of which a missing segment, or another method, counts
 * 1. A path of few names allows fewer, since two slips would make it another one.
 */
const farthestPath = 1.75;
const farthestOf = (path: string): number =>
  Math.max(1, path.split('/').filter((segment) => segment !== '' && !segment.startsWith('{')).length / 2);
const farthest = 2.5;

/** The maximum number of segments of a path, and characters of a segment, that are compared. */
const maxSegments = 12;
const maxCharacters = 64;

function nearest(candidates: readonly Candidate[], method: string, path: string): Candidate | undefined {
  const asked = segmentsOf(path);
  let best: { readonly far: number; readonly candidate: Candidate } | undefined;
  for (const candidate of candidates) {
    const ofPath = pathDistance(segmentsOf(candidate.path), asked);
    const far = ofPath + (candidate.methods.includes(method) ? 0 : 1);
    const isNear = ofPath <= farthestPath && far <= Math.min(farthest, farthestOf(candidate.path));
    if (isNear && (best === undefined || far < best.far)) best = { far, candidate };
  }
  return best?.candidate;
}

const segmentsOf = (path: string): readonly string[] =>
  path
    .split('/', maxSegments + 2)
    .slice(1)
    .map((segment) => segment.slice(0, maxCharacters));

/** The lowest cost to turn one list of segments into the other. */
function pathDistance(expected: readonly string[], received: readonly string[]): number {
  let before = received.reduce((costs, _, index) => [...costs, index + 1], [0]);
  for (const [index, wanted] of expected.entries()) {
    const costs = [index + 1];
    for (const [place, given] of received.entries()) {
      const replaced = (before[place] ?? 0) + segmentDistance(wanted, given);
      costs.push(Math.min(replaced, (before[place + 1] ?? 0) + 1, (costs[place] ?? 0) + 1));
    }
    before = costs;
  }
  return before.at(-1) ?? 0;
}

/** The distance of segments that differ only in letter case. */
const otherCase = 0.25;

/** From 0 to 2, as much as one segment removed and one added; a placeholder fits any segment that is not empty. */
function segmentDistance(expected: string, received: string): number {
  if (expected.startsWith('{')) return received === '' ? 1 : 0;
  if (expected !== received && expected.toLowerCase() === received.toLowerCase()) return otherCase;
  const far = (2 * distance(expected, received)) / Math.max(expected.length, received.length, 1);
  // Segments with so little in common are no slip of each other.
  return far > 1 ? 2 : far;
}
