import type { Fold } from '../scenarios/request-effects.js';
import type { CallbackTrouble, Scenario } from '../scenarios/scenario.js';

/** What scenarios have in store for one attempt to deliver a callback. */
export interface DeliveryEffects {
  /** The scenarios that had a part in it, by name, in the order in which they were met. */
  readonly names: readonly string[];
  readonly lost: boolean;
  readonly twice: boolean;
  readonly overtaken: boolean;
  /** ms by the space's clock. */
  readonly lateMs: number;
  /** What comes in place of the receiver's reply. */
  readonly instead: Extract<CallbackTrouble, { readonly kind: 'too-slow' | 'refused' | 'gateway' }> | undefined;
}

/** Nothing out of the ordinary. */
export const ordinary: DeliveryEffects = {
  names: [],
  lost: false,
  twice: false,
  overtaken: false,
  lateMs: 0,
  instead: undefined,
};

/** How callbacks fare: lateness adds up, and of what comes in place of a reply, the first counts. */
export const deliveryEffects: Fold<DeliveryEffects> = { start: ordinary, join: joinEffect };

function joinEffect(before: DeliveryEffects, { name, effect }: Scenario): DeliveryEffects | undefined {
  const after = effect.does === 'callback' ? joinFault(before, effect.trouble) : undefined;
  return after && { ...after, names: [...before.names, name] };
}

/** Undefined when the fault does not apply to deliveries, or another one came first. */
function joinFault(before: DeliveryEffects, trouble: CallbackTrouble): DeliveryEffects | undefined {
  switch (trouble.kind) {
    case 'lost':
      return { ...before, lost: true };
    case 'twice':
      return { ...before, twice: true };
    case 'overtaken':
      return { ...before, overtaken: true };
    case 'late':
      return { ...before, lateMs: before.lateMs + trouble.byMs };
    case 'early':
      return undefined;
    case 'too-slow':
    case 'refused':
    case 'gateway':
      return before.instead === undefined ? { ...before, instead: trouble } : undefined;
  }
}
