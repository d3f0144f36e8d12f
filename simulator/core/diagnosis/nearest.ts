import { distance } from 'fastest-levenshtein';
import type { Provider } from '../provider.js';
import {
  align,
  type Difference,
  hostDifference,
  isPlaceholder,
  methodDifference,
  segmentDifferences,
} from './differences.js';
import type { Language } from './sentences.js';

/** An operation that a request nearly meant. */
export interface NearMiss {
  readonly provider: string;
  readonly operation: string;
  readonly method: string;
  /** Its path's template. */
  readonly path: string;
  /** What is different about the request; empty when only its body, or the value of a placeholder, is. */
  readonly differs: readonly Difference[];
}

/** What of a request an operation is recognised by, credentials taken out already. */
interface Asked {
  readonly method: string;
  readonly host: string;
  /** Without the query, which is never repeated. */
  readonly path: string;
}

type Line = Pick<NearMiss, 'operation' | 'method' | 'path'>;

const atMost = 3;

/** A longer path than this is no operation's; what stands behind is left out. */
const mostSegments = 32;

/** The operations that are most like a request which matches none, the nearest first. */
export function nearestOperations(
  asked: Asked,
  providers: readonly Provider[],
  language: Language,
): readonly NearMiss[] {
  const measured = providers.flatMap((provider) =>
    Object.entries(provider.operations).map(([operation, { method, path }]) =>
      measure(asked, provider, { operation, method, path }, language),
    ),
  );
  return measured
    .filter(({ isLike }) => isLike)
    .sort((one, other) => one.far - other.far)
    .slice(0, atMost)
    .map(({ miss }) => miss);
}

interface Measured {
  readonly miss: NearMiss;
  readonly far: number;
  /** Whether anything of the operation's path is left once all differences are paid for. */
  readonly isLike: boolean;
}

function measure(asked: Asked, { name, hosts }: Provider, line: Line, language: Language): Measured {
  const wanted = segmentsOf(line.path);
  const { cost, pairs } = align(wanted, segmentsOf(asked.path), replacing);
  const method = methodDifference(line.method, asked.method, language);
  const host = hostDifference(hosts, asked.host, language);
  return {
    miss: { provider: name, ...line, differs: [...host, ...method, ...segmentDifferences(pairs, language)] },
    far: cost + method.length + 2 * host.length,
    isLike: cost <= wanted.filter((segment) => !isPlaceholder(segment)).length,
  };
}

const segmentsOf = (path: string): readonly string[] => path.split('/').slice(1, mostSegments + 1);

/** A segment that could be anything says less than one that is written out. */
const anything = 0.25;

/** 0 for what fits, and up to 2 for what has nothing in common: as much as taking one out and putting the other in. */
function replacing(expected: string, received: string): number {
  if (isPlaceholder(expected)) return received === '' ? 1 : anything;
  return (2 * distance(expected, received)) / Math.max(expected.length, received.length, 1);
}
