import { type AnyCheck, possibleRefusals } from '../core/pipeline/check.js';
import type { Evidence, Confidence } from '../core/pipeline/evidence.js';
import type { Provider } from '../core/provider.js';

/** What is known of one check: what it demands, what it answers, and how well we know that. */
export interface CheckRow {
  readonly check: string;
  /** The name in words: "caller is allowed". */
  readonly statement: string;
  readonly scenario: string;
  readonly operations: readonly string[];
  /** The refusals it may give; more than one when a reading decides. */
  readonly refusals: readonly { readonly name: string; readonly code: string }[];
  /** That of its weakest evidence. */
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  readonly readings: readonly string[];
}

const weakestFirst: readonly Confidence[] = ['assumed', 'single', 'corroborated', 'documented'];

/** How well the whole of a belief is known: as well as its weakest part. */
export function confidenceOf(evidence: readonly Evidence[]): Confidence {
  return weakestFirst.find((confidence) => evidence.some((each) => each.confidence === confidence)) ?? 'assumed';
}

/** Every check of a provider, in the order in which requests meet them, each once. */
export function checksOf({ endpoints }: Provider): readonly CheckRow[] {
  const guarded = new Map<AnyCheck, string[]>();
  for (const { operation, checks } of Object.values(endpoints)) {
    for (const check of checks) guarded.set(check, [...(guarded.get(check) ?? []), operation]);
  }
  return Array.from(guarded, ([check, operations]) => rowOf(check, operations));
}

function rowOf(check: AnyCheck, operations: readonly string[]): CheckRow {
  const { name, scenario, evidence, readings } = check;
  return {
    check: name,
    statement: name.slice(name.indexOf('/') + 1).replaceAll('-', ' '),
    scenario,
    operations,
    refusals: possibleRefusals(check).map((each) => ({ name: each.name, code: each.code })),
    confidence: confidenceOf(evidence),
    evidence,
    readings,
  };
}

/** What is known of one event that a provider tells its receivers of, and how well. */
export interface EventRow {
  readonly event: string;
  readonly title: string;
  readonly says: string;
  /** That of its weakest evidence. */
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
}

/** Every event that a provider tells of, in the order of its contract; none when it never tells of anything. */
export function eventsOf({ callbacks }: Provider): readonly EventRow[] {
  return Object.values(callbacks?.events ?? {}).map(({ name, title, says, evidence }) => {
    return { event: name, title, says, confidence: confidenceOf(evidence), evidence };
  });
}
