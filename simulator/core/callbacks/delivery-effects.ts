import type { Fold } from '../scenarios/request-effects.js';
import type { CallbackFault, Scenario } from '../scenarios/scenario.js';

/** The effects of scenarios on one attempt to deliver a callback. */
export interface DeliveryEffects {
  /** The names of the scenarios that affected it, in the order in which they applied. */
  readonly names: readonly string[];
  readonly lost: boolean;
  readonly twice: boolean;
  readonly overtaken: boolean;
  /** ms by the space's clock. */
  readonly lateMs: number;
  /** Replaces the receiver's reply. */
  readonly replacement: Extract<CallbackFault, { readonly kind: 'too-slow' | 'refused' | 'gateway' }> | undefined;
}

/** No effect. */
export const ordinary: DeliveryEffects = {
  names: [],
  lost: false,
  twice: false,
  overtaken: false,
  lateMs: 0,
  replacement: undefined,
};

/** Combines effects on callbacks: delays add up; of several replacements of the reply, the first wins. */
export const deliveryEffects: Fold<DeliveryEffects> = { start: ordinary, join: joinEffect };

function joinEffect(before: DeliveryEffects, { name, effect }: Scenario): DeliveryEffects | undefined {
  const after = effect.does === 'callback' ? joinFault(before, effect.fault) : undefined;
  return after && { ...after, names: [...before.names, name] };
}

/** Undefined when the fault does not apply to deliveries, or another one came first. */
function joinFault(before: DeliveryEffects, fault: CallbackFault): DeliveryEffects | undefined {
  switch (fault.kind) {
    case 'lost':
      return { ...before, lost: true };
    case 'twice':
      return { ...before, twice: true };
    case 'overtaken':
      return { ...before, overtaken: true };
    case 'late':
      return { ...before, lateMs: before.lateMs + fault.byMs };
    case 'early':
      return undefined;
    case 'too-slow':
    case 'refused':
    case 'gateway':
      return before.replacement === undefined ? { ...before, replacement: fault } : undefined;
  }
}
