import { type AnyCheck, possibleRefusals } from '../core/pipeline/check.js';
import {
  checkConfidence,
  confidenceOf,
  type ConfidenceByPart,
  type SuccessConfidence,
  successConfidence,
  wholeConfidence,
} from '../core/pipeline/confidence.js';
import {
  type CommonEvidence,
  type Confidence,
  type Evidence,
  type SuccessEvidence,
  successEvidenceOf,
} from '../core/pipeline/evidence.js';
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
  /** The confidence of its weakest part. */
  readonly confidence: Confidence;
  /** The confidence of each part, for the refusal that the default options choose. */
  readonly confidenceByPart: ConfidenceByPart;
  /** For its condition; the evidence for the reply stands at the refusal. */
  readonly evidence: readonly Evidence[];
  readonly readings: readonly string[];
}

/** Every check of a provider once, in the order of the pipelines. */
export function checksOf({ endpoints, commonEvidence }: Provider): readonly CheckRow[] {
  const guarded = new Map<AnyCheck, string[]>();
  for (const { operation, checks } of Object.values(endpoints)) {
    for (const check of checks.list) guarded.set(check, [...(guarded.get(check) ?? []), operation]);
  }
  return Array.from(guarded, ([check, operations]) => rowOf(check, operations, commonEvidence));
}

function rowOf(check: AnyCheck, operations: readonly string[], common: CommonEvidence | undefined): CheckRow {
  const { name, scenario, evidence, readings } = check;
  const refusals = possibleRefusals(check);
  const confidenceByPart = checkConfidence(check, refusals[0] ?? { evidence: [] }, common);
  return {
    check: name,
    statement: name.slice(name.indexOf('/') + 1).replaceAll('-', ' '),
    scenario,
    operations,
    refusals: refusals.map((each) => ({ name: each.name, code: each.code })),
    confidence: wholeConfidence(confidenceByPart),
    confidenceByPart,
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

/** The effect of an operation on an accepted request, and its evidence. */
export interface SuccessRow {
  readonly operation: string;
  /** The confidence of its weakest part. */
  readonly confidence: Confidence;
  readonly confidenceByPart: SuccessConfidence;
  readonly evidence: readonly SuccessEvidence[];
}

/** The success of every operation of a provider that states evidence for it, in the order of its contract. */
export function successesOf({ operations }: Provider): readonly SuccessRow[] {
  return Object.entries(operations).flatMap(([operation, { success }]) => {
    if (success === undefined) return [];
    const evidence = successEvidenceOf(success);
    const confidenceByPart = successConfidence(evidence);
    return [{ operation, confidence: wholeConfidence(confidenceByPart), confidenceByPart, evidence }];
  });
}
