import type { Reply } from '../requests/incoming-request.js';
import type { BilingualText } from '../diagnosis/mistakes.js';
import type { AnyChosen } from '../pipeline/reading.js';
import type { Refusal } from '../pipeline/refusal.js';

/** What may become of a reply on its way to the caller; the provider has done by then what it was asked. */
export const wireFaults = [
  'hang',
  'reset-before-headers',
  'reset-after-headers',
  'empty-reply',
  'empty-body',
  'truncated-body',
  'garbage-bytes',
  'garbage-body',
  'wrong-content-type',
  'duplicate-keys',
  'dribble',
  'content-length-too-long',
  'content-length-too-short',
] as const;

/** One of these faults, by the name of its scenario. */
export type WireFault = (typeof wireFaults)[number];

/** How long a reply is held back, in ms of real time: always as long, or log-normally spread around this median. */
export interface Delay {
  readonly ms: number;
  readonly spread: 'fixed' | 'log-normal';
}

/** A reply that comes instead of the provider's; `reaches` tells whether the provider got the request all the same. */
export interface Instead {
  readonly reply: Reply;
  readonly reaches: boolean;
}

/** What may become of a callback on its way to its receiver; the times are ms by the space's clock. */
export type CallbackTrouble =
  /** It is never sent. */
  | { readonly kind: 'lost' }
  /** It comes a second time once it was accepted. */
  | { readonly kind: 'twice' }
  /** The next one for the same receiver overtakes it. */
  | { readonly kind: 'overtaken' }
  /** What is due at once comes before the reply to the request that caused it. */
  | { readonly kind: 'early' }
  | { readonly kind: 'late'; readonly byMs: number }
  /** The receiver gets it, and is too slow for the provider, which tries again. */
  | { readonly kind: 'too-slow' }
  /** Nobody seems to listen: the receiver gets nothing, and the provider tries again. */
  | { readonly kind: 'refused' }
  /** Something in front of the receiver answers so; the receiver gets nothing, and the provider tries again. */
  | { readonly kind: 'gateway'; readonly reply: Reply };

/** What a scenario brings about: one of these. The last applies to callbacks, all others to replies. */
export type Effect =
  | { readonly does: 'refuse'; readonly refusal: (readings: AnyChosen) => Refusal }
  | { readonly does: 'replace'; readonly instead: Instead }
  | { readonly does: 'delay'; readonly delay: Delay }
  | { readonly does: 'break'; readonly fault: WireFault }
  | { readonly does: 'callback'; readonly trouble: CallbackTrouble };

/** A named situation that somebody switches on. */
export interface Scenario {
  /** `ytx/caller-not-allowed`, or `hang` for one that every provider has. */
  readonly name: string;
  readonly says: BilingualText;
  /** Undefined for faults, which belong to no provider. */
  readonly provider: string | undefined;
  /** The operations (or, for callbacks, events) it fits; the others are answered as ever. Undefined means every one. */
  readonly operations: readonly string[] | undefined;
  readonly effect: Effect;
}
