import type { SideEffect } from '../case.js';

/** What a request could do at a real provider, as the worst that any reading of the provider's page allows. */
export interface RequestEffect {
  readonly sideEffect: SideEffect;
  /** Why it is no milder: a clause without a full stop. */
  readonly reason: string;
  /** Every phone number in it that the provider could call. */
  readonly numbers: readonly string[];
  /** When they could ring, ms since the epoch; undefined where that is at once, or never. */
  readonly ringsAt?: number;
}

/** What of a request its effect is computed from. Whether it is signed counts for nothing: a provider could let it pass. */
export interface EffectRequest {
  readonly method: string;
  readonly url: string;
  readonly body: Uint8Array;
}

/** Side effects from the mildest to the worst. */
export const sideEffects: readonly SideEffect[] = ['none', 'booking', 'calls'];

/** The worst of these side effects; `none` for none of them. */
export const worstOf = (effects: readonly SideEffect[]): SideEffect =>
  sideEffects[Math.max(0, ...effects.map((each) => sideEffects.indexOf(each)))] ?? 'calls';

/** Where a request leads, without its query; empty for what is no URL. */
export const pathOf = ({ url }: Pick<EffectRequest, 'url'>): string => (URL.canParse(url) ? new URL(url).pathname : '');
