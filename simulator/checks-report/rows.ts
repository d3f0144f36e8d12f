import { type AnyCheck, possibleRefusals } from '../core/pipeline/check.js';
import type { Evidence, Confidence } from '../core/pipeline/evidence.js';
import type { Provider } from '../core/provider.js';

/** One check: its condition, its refusals, and its evidence. */
export interface CheckRow {
  readonly check: string;
  /** The name in words: "caller is allowed". */
  readonly statement: string;
  readonly scenario: string;
  readonly operations: readonly string[];
  /** Its possible refusals; more than one if a reading decides. */
  readonly refusals: readonly { readonly name: string; readonly code: string }[];
  /** The confidence of its weakest evidence. */
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  readonly readings: readonly string[];
}

const weakestFirst: readonly Confidence[] = ['assumed', 'single', 'corroborated', 'documented'];

/** The confidence of the weakest evidence. */
export function confidenceOf(evidence: readonly Evidence[]): Confidence {
  return weakestFirst.find((confidence) => evidence.some((each) => each.confidence === confidence)) ?? 'assumed';
}

/** Every check of a provider once, in the order of the pipelines. */
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

/** One callback event of a provider, with its evidence. */
export interface EventRow {
  readonly event: string;
  readonly title: string;
  readonly says: string;
  /** The confidence of its weakest evidence. */
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
}

/** Every callback event of a provider, in the order of its contract. */
export function eventsOf({ callbacks }: Provider): readonly EventRow[] {
  return Object.values(callbacks?.events ?? {}).map(({ name, title, says, evidence }) => {
    return { event: name, title, says, confidence: confidenceOf(evidence), evidence };
  });
}
