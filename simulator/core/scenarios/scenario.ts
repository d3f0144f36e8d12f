import type { Reply } from '../requests/incoming-request.js';
import type { BilingualText } from '../diagnosis/mistakes.js';
import type { AnyReadingOptions } from '../pipeline/reading.js';
import type { Refusal } from '../pipeline/refusal.js';

/** Faults of a reply on its way to the caller; the provider has handled the request by then. */
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

/** The delay of a reply, ms of real time: fixed, or log-normally distributed around this median. */
export interface Delay {
  readonly ms: number;
  readonly spread: 'fixed' | 'log-normal';
}

/** A reply instead of the provider's; `providerHandlesRequest` is true if the provider handles it too. */
export interface Replacement {
  readonly reply: Reply;
  readonly providerHandlesRequest: boolean;
}

/** Faults of a callback on its way to the receiver; times are ms by the space's clock. */
export type CallbackFault =
  /** It is never sent. */
  | { readonly kind: 'lost' }
  /** It is sent a second time after it was accepted. */
  | { readonly kind: 'twice' }
  /** The next one for the same receiver is sent first. */
  | { readonly kind: 'overtaken' }
  /** Callbacks that are due at once are sent before the reply to the request that caused them. */
  | { readonly kind: 'early' }
  | { readonly kind: 'late'; readonly byMs: number }
  /** The receiver gets it, but its reply is too late for the provider, which tries again. */
  | { readonly kind: 'too-slow' }
  /** The connection is refused: the receiver gets nothing, and the provider tries again. */
  | { readonly kind: 'refused' }
  /** A gateway in front of the receiver replies; the receiver gets nothing, and the provider tries again. */
  | { readonly kind: 'gateway'; readonly reply: Reply };

/** What is wrong with a TLS handshake: the certificate, or it is cut. */
export type HandshakeFault = 'expired' | 'wrong-host' | 'self-signed' | 'unknown-ca' | 'cut';

/** The effect of a scenario. `callback` applies to callbacks, `handshake` to connections, all others to replies. */
export type Effect =
  | { readonly does: 'refuse'; readonly refusal: (readings: AnyReadingOptions) => Refusal }
  | { readonly does: 'replace'; readonly replacement: Replacement }
  | { readonly does: 'delay'; readonly delay: Delay }
  | { readonly does: 'break'; readonly fault: WireFault }
  | { readonly does: 'callback'; readonly fault: CallbackFault }
  | { readonly does: 'handshake'; readonly fault: HandshakeFault };

/** A named situation that can be switched on. */
export interface Scenario {
  /** `ytx/caller-not-allowed`, or `hang` for a fault that every provider has. */
  readonly name: string;
  readonly says: BilingualText;
  /** Undefined for faults, which belong to no provider. */
  readonly provider: string | undefined;
  /** The operations (for callbacks: events) it applies to; others are unaffected. Undefined means all. */
  readonly operations: readonly string[] | undefined;
  readonly effect: Effect;
}
