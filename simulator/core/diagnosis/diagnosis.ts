import type { AnyCheck } from '../pipeline/check.js';
import type { ConfidenceByPart } from '../pipeline/confidence.js';
import type { Confidence, Evidence } from '../pipeline/evidence.js';
import type { WarningView } from '../pipeline/warning.js';
import type { ExchangeOutcome, Exchange } from '../requests/handle-request.js';
import { endpointOf } from '../requests/router.js';
import { stubEndpoint } from '../requests/stub-route.js';
import type { Step } from '../requests/trace.js';
import type { FirstDifference } from './differences.js';
import type { SignatureSeen } from './mistakes.js';
import type { NearMiss } from './nearest.js';
import type { Language } from './sentences.js';

/** A check that ran on a request, with the details it shows. */
export interface CheckMet {
  readonly check: string;
  readonly passed: boolean;
  readonly expected?: unknown;
  readonly received?: unknown;
  readonly [shown: string]: unknown;
  /** Why we believe that the provider checks it; present only for the check that refused. */
  readonly evidence?: readonly Evidence[];
  /** How well each part of the refusal is known, and the weakest as the whole; present beside `evidence`. */
  readonly confidence?: ConfidenceByPart & { readonly whole: Confidence };
}

/** A likely mistake, in one language. */
export interface LikelyMistake {
  readonly mistake: string;
  readonly says: string;
  readonly fix: string;
  /** The text that this mistake signs, secrets as `‹token›`. */
  readonly signed?: string;
  /** Where that text differs from the correct one. */
  readonly firstDifference?: FirstDifference;
}

/** What is wrong with a refused request, and what to do, in one language. */
export interface AdviceView {
  readonly says: string;
  readonly fix: string;
}

/** A refusal of the provider. */
export interface RefusalView {
  readonly name: string;
  readonly code: string;
  readonly means: string;
}

/** The outcome of a request and its reasons: plain JSON, free of credentials. */
export interface Diagnosis {
  readonly exchange: number;
  readonly provider: string;
  readonly language: Language;
  readonly source: ExchangeOutcome['source'];
  /** A summary in one or two sentences. */
  readonly says: string;
  readonly operation?: string;
  /** The stub that answers requests of this kind. */
  readonly stub?: string;
  /** The check by which the provider refused. */
  readonly refusedBy?: string;
  /** The provider's refusal. The caller got another reply if a scenario replaced it. */
  readonly refusal?: RefusalView;
  /** The scenario that determined the reply. */
  readonly scenario?: string;
  /** The part that the simulator does not model. */
  readonly notModelled?: string;
  /** False if the exchange was larger than the whole journal: then its checks cannot run again. */
  readonly whole: boolean;
  /** In the order in which they ran; the one that refused is last. */
  readonly checks: readonly CheckMet[];
  /** What is wrong with the request, and what to do; present if the provider refused and the exchange was kept, and for most requests that are not modelled. */
  readonly advice?: AdviceView;
  readonly signature?: SignatureSeen;
  /** What the provider accepts only by leniency; absent without warnings. */
  readonly warnings?: readonly WarningView[];
  /** The likeliest first; empty if no known mistake produces the received request. */
  readonly hypotheses: readonly LikelyMistake[];
  /** The nearest operations, the likeliest first; present if the router found none. */
  readonly nearest?: readonly NearMiss[];
}

/** Whether the request reached the provider, even if its reply was replaced. */
export function reachedProvider({ outcome, effects }: Pick<Exchange, 'outcome' | 'effects'>): boolean {
  const { source } = outcome;
  return (
    source === 'provider' ||
    source === 'stub' ||
    source === 'warnings' ||
    (outcome.source === 'scenario' && effects?.replacement?.providerHandlesRequest === true)
  );
}

/** The check that refused, even if its reply was replaced; undefined if none refused. */
export function refusingCheck({ provider, outcome, stub }: Exchange, trace: readonly Step[]): AnyCheck | undefined {
  if (outcome.source === 'provider') return outcome.refusedBy;
  const failed = trace.find(({ passed }) => !passed);
  if (failed === undefined || outcome.source !== 'scenario') return undefined;
  const { checks } =
    stub === undefined ? endpointOf(provider, outcome.operation) : stubEndpoint(provider, stub).endpoint;
  return checks.list.find(({ name }) => name === failed.check);
}
