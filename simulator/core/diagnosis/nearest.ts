import { distance } from 'fastest-levenshtein';
import type { Provider } from '../provider.js';
import type { Exchange } from '../requests/handle-request.js';
import { pathOf } from '../requests/incoming-request.js';
import { proposeStub, stubCommand } from '../requests/stub-route.js';
import {
  align,
  type Difference,
  hostDifference,
  isPlaceholder,
  methodDifference,
  segmentDifferences,
} from './differences.js';
import { type Language, sentence } from './sentences.js';

/** An operation that a request is close to. */
export interface NearMiss {
  readonly provider: string;
  readonly operation: string;
  readonly method: string;
  /** The template of its path. */
  readonly path: string;
  /** The differences; empty if only the body, or the value of a placeholder, differs. */
  readonly differs: readonly Difference[];
}

/** The parts of a request that identify an operation, without credentials. */
interface RequestLine {
  readonly method: string;
  readonly host: string;
  /** Without the query, which is never shown. */
  readonly path: string;
}

type Line = Pick<NearMiss, 'operation' | 'method' | 'path'>;

const atMost = 3;

/** Longer than any operation's path; further segments are ignored. */
const maxSegments = 32;

/** The words, the redaction and the address of a diagnosis. */
interface InsteadContext {
  readonly providers: readonly Provider[];
  readonly language: Language;
  readonly clean: (text: string) => string;
  /** The URL of the simulator and the space. */
  readonly simulator: string;
}

/** The operations that a request which is not modelled may have meant, and the command for a stub that answers it. */
export function insteadOf(
  { provider, request, readings, outcome }: Pick<Exchange, 'provider' | 'request' | 'readings' | 'outcome'>,
  { providers, language, clean, simulator }: InsteadContext,
): { readonly nearest?: readonly NearMiss[]; readonly advice?: { readonly says: string; readonly fix: string } } {
  if (outcome.source !== 'not-modelled') return {};
  const { method, host, targetForProvider } = request;
  const line = { method: clean(method), host, path: clean(pathOf(targetForProvider)) };
  const nearest = nearestOperations(line, providers, language);
  const proposal = proposeStub(provider, request, readings, clean);
  if (proposal === undefined) return { nearest };
  const fix = sentence('stubCommand', language, { command: stubCommand(proposal, simulator) });
  return { advice: { says: sentence('stubAdvice', language), fix }, nearest };
}

/** The operations closest to a request that matches none, the nearest first. */
export function nearestOperations(
  asked: RequestLine,
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
  /** Whether any literal segment of the operation's path matches. */
  readonly isLike: boolean;
}

function measure(asked: RequestLine, { name, hosts }: Provider, line: Line, language: Language): Measured {
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

const segmentsOf = (path: string): readonly string[] => path.split('/').slice(1, maxSegments + 1);

/** A placeholder is weaker evidence than a literal segment. */
const anything = 0.25;

/** 0 for a match, up to 2 for segments with nothing in common: as much as removing one and adding the other. */
function replacing(expected: string, received: string): number {
  if (isPlaceholder(expected)) return received === '' ? 1 : anything;
  return (2 * distance(expected, received)) / Math.max(expected.length, received.length, 1);
}
