import type { SideEffect } from '../case.js';

/** The worst effect of a request at a real provider that any reading of the provider's page allows. */
export interface RequestEffect {
  readonly sideEffect: SideEffect;
  /** Why it is not milder: a clause without a full stop. */
  readonly reason: string;
  /** Every phone number in it that the provider could call. */
  readonly numbers: readonly string[];
  /** When they could ring, ms since the epoch; undefined for at once, or never. */
  readonly ringsAt?: number;
}

/** The input for computing an effect. The signature does not matter: a provider could accept a wrong one. */
export interface EffectRequest {
  readonly method: string;
  readonly url: string;
  readonly body: Uint8Array;
}

/** Side effects from the mildest to the worst. */
export const sideEffects: readonly SideEffect[] = ['none', 'booking', 'calls'];

/** The worst of these side effects; `none` for an empty list. */
export const worstOf = (effects: readonly SideEffect[]): SideEffect =>
  sideEffects[Math.max(0, ...effects.map((each) => sideEffects.indexOf(each)))] ?? 'calls';

/** The path of a request, without its query; empty for an invalid URL. */
export const pathOf = ({ url }: Pick<EffectRequest, 'url'>): string => (URL.canParse(url) ? new URL(url).pathname : '');
