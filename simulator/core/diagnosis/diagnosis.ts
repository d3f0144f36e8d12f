import type { AnyCheck } from '../pipeline/check.js';
import type { Evidence } from '../pipeline/evidence.js';
import { type ExchangeOutcome, endpointOf, type Exchange } from '../requests/handle-request.js';
import type { Step } from '../requests/trace.js';
import type { FirstDifference } from './differences.js';
import type { SignatureSeen } from './mistakes.js';
import type { NearMiss } from './nearest.js';
import type { Language } from './sentences.js';

/** A check that a request met, with whatever else it shows of what it looked at. */
export interface CheckMet {
  readonly check: string;
  readonly passed: boolean;
  readonly expected?: unknown;
  readonly received?: unknown;
  readonly [shown: string]: unknown;
  /** Why we believe that the provider checks it; given for the check that refused. */
  readonly evidence?: readonly Evidence[];
}

/** A likely mistake, told in one language. */
export interface LikelyMistake {
  readonly mistake: string;
  readonly says: string;
  readonly fix: string;
  /** The text that was signed then, secrets as `‹token›`. */
  readonly signed?: string;
  /** Where that text parts from the one that should have been signed. */
  readonly firstDifference?: FirstDifference;
}

/** A refusal of the provider. */
export interface RefusalView {
  readonly name: string;
  readonly code: string;
  readonly means: string;
}

/** What became of a request, and why: plain JSON, free of credentials. */
export interface Diagnosis {
  readonly exchange: number;
  readonly provider: string;
  readonly language: Language;
  readonly source: ExchangeOutcome['source'];
  /** All of it in a sentence. */
  readonly says: string;
  readonly operation?: string;
  /** The check by which the provider refused. */
  readonly refusedBy?: string;
  /** The caller did not get it where a scenario put something else in its place. */
  readonly refusal?: RefusalView;
  /** The scenario that asked for the answer. */
  readonly scenario?: string;
  /** What the simulator does not model. */
  readonly notModelled?: string;
  /** False when the exchange was larger than the whole journal: then no check can be walked again. */
  readonly whole: boolean;
  /** In the order in which they were met; the one that refused comes last. */
  readonly checks: readonly CheckMet[];
  readonly signature?: SignatureSeen;
  /** The likeliest first; empty when no mistake that we know gives what was received. */
  readonly hypotheses: readonly LikelyMistake[];
  /** The operations that it may have meant, the nearest first; given where none was recognised. */
  readonly nearest?: readonly NearMiss[];
}

/** Whether the provider got the request, be it that something else was answered in its place. */
export function reachedProvider({ outcome, effects }: Pick<Exchange, 'outcome' | 'effects'>): boolean {
  return outcome.source === 'provider' || (outcome.source === 'scenario' && effects?.instead?.reaches === true);
}

/** The check by which the provider refused, be it that its answer was replaced; undefined when it refused nothing. */
export function refusingCheck({ provider, outcome }: Exchange, trace: readonly Step[]): AnyCheck | undefined {
  if (outcome.source === 'provider') return outcome.refusedBy;
  const failed = trace.find(({ passed }) => !passed);
  if (failed === undefined || outcome.source !== 'scenario') return undefined;
  return endpointOf(provider, outcome.operation).checks.find(({ name }) => name === failed.check);
}
