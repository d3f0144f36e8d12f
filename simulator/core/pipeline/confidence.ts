import type { CommonEvidence, Confidence, Evidence, ReplyPart, SuccessEvidence, SuccessPart } from './evidence.js';
import type { Refusal } from './refusal.js';
import words from './confidence-words.json' with { type: 'json' };

/** What a check's confidence is made of: its condition, its place among the checks, and the parts of its reply. */
export type CheckPart = 'condition' | 'order' | ReplyPart;

/** The confidence of each part of a check. */
export type ConfidenceByPart = Readonly<Record<CheckPart, Confidence>>;

const weakestFirst: readonly Confidence[] = ['assumed', 'single', 'corroborated', 'documented'];

/** The parts of a check, in the order in which reports show them; the last four are those of its reply. */
export const checkParts: readonly CheckPart[] = ['condition', 'order', 'code', 'text', 'status', 'headers'];

/** The weakest of several; `assumed` if there are none. */
const weakest = (all: readonly Confidence[]): Confidence =>
  weakestFirst.find((confidence) => all.includes(confidence)) ?? 'assumed';

/** The confidence of the weakest evidence; `assumed` without any. */
export const confidenceOf = (evidence: readonly Evidence[]): Confidence =>
  weakest(evidence.map(({ confidence }) => confidence));

/** The confidence of each part of a refusal's reply. A provider without common evidence assumes its headers. */
export function replyConfidence(
  { evidence }: Pick<Refusal, 'evidence'>,
  common?: CommonEvidence,
): Readonly<Record<ReplyPart, Confidence>> {
  const about = (part: ReplyPart): readonly Evidence[] => evidence.filter((each) => each.about.includes(part));
  return {
    code: confidenceOf(about('code')),
    text: confidenceOf(about('text')),
    status: confidenceOf(about('status')),
    headers: confidenceOf([...(common?.headers ?? []), ...about('headers')]),
  };
}

/** The confidence of each part of a check that gives this refusal; its own evidence is about its condition. */
export function checkConfidence(
  check: { readonly evidence: readonly Evidence[] },
  refusal: Pick<Refusal, 'evidence'>,
  common?: CommonEvidence,
): ConfidenceByPart {
  return {
    condition: confidenceOf(check.evidence),
    order: confidenceOf(common?.order ?? []),
    ...replyConfidence(refusal, common),
  };
}

/** The parts of a success, in the order in which reports show them. */
export const successParts: readonly SuccessPart[] = ['status', 'headers', 'body', 'effect'];

/** The confidence of each part of a success. */
export type SuccessConfidence = Readonly<Record<SuccessPart, Confidence>>;

/** The confidence of each part of a success by this evidence; a part without evidence is assumed. */
export function successConfidence(evidence: readonly SuccessEvidence[]): SuccessConfidence {
  const of = (part: SuccessPart): Confidence => confidenceOf(evidence.filter(({ about }) => about.includes(part)));
  return { status: of('status'), headers: of('headers'), body: of('body'), effect: of('effect') };
}

/** The confidence of the weakest part: that of the whole. */
export const wholeConfidence = (parts: Readonly<Record<string, Confidence>>): Confidence =>
  weakest(Object.values(parts));

/** A word of the scale of confidence, or the name of a part, in both languages. */
export const wordOf = (name: keyof typeof words): BilingualWord => words[name];

interface BilingualWord {
  readonly en: string;
  readonly zh: string;
}

/** The confidence of the whole and of each part in words: `assumed (condition documented, order assumed, …)`. */
export function confidenceInWords(
  parts: Readonly<Partial<Record<CheckPart | SuccessPart, Confidence>>>,
): BilingualWord {
  const named = Object.entries(parts) as (readonly [CheckPart | SuccessPart, Confidence])[];
  const whole = wordOf(weakest(named.map(([, confidence]) => confidence)));
  return {
    en: `${whole.en} (${named.map(([part, each]) => `${part} ${each}`).join(', ')})`,
    zh: `${whole.zh}（${named.map(([part, each]) => `${wordOf(part).zh}${wordOf(each).zh}`).join('，')}）`,
  };
}
