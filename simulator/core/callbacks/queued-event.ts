import type { Provider } from '../provider.js';
import type { Named } from '../scenarios/scenario-registry.js';
import type { DeliveryEffects } from './delivery-effects.js';
import type { CallbackEvent } from './event.js';

/** On whose behalf notices are posted. */
export interface EventOrigin {
  readonly provider: Provider;
  /** The exchange that caused them; undefined when a world or an action of the control API did. */
  readonly cause: number | undefined;
  /** The scenarios that the URL of that exchange named. */
  readonly named: readonly Named[];
}

/** A notice in the outbox, or on its way. */
export interface QueuedEvent extends EventOrigin {
  /** Counts from 1 within the space. */
  readonly id: number;
  /** How often the outbox had begun anew before: so do the numbers. */
  readonly epoch: number;
  readonly event: CallbackEvent;
  /** When it is told, or told again, ms since the epoch by the space's clock. */
  readonly due: number;
  /** Which comes first of those that are due at the same time. */
  readonly order: number;
  /** How often it has been tried. */
  readonly attempts: number;
  /** What scenarios have in store for the next attempt; undefined when they have not been asked yet. */
  readonly effects: DeliveryEffects | undefined;
  /** Whether it was accepted, and comes once more all the same. */
  readonly repeats: boolean;
}
