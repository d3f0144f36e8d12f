import type { Provider } from '../provider.js';
import type { UrlScenario } from '../scenarios/scenario-registry.js';
import type { DeliveryEffects } from './delivery-effects.js';
import type { CallbackEvent } from './event.js';

/** The cause of a set of events. */
export interface EventOrigin {
  readonly provider: Provider;
  /** The exchange that caused them; undefined if a world or an action of the control API did. */
  readonly cause: number | undefined;
  /** The scenarios named in the URL of that exchange. */
  readonly urlScenarios: readonly UrlScenario[];
}

/** An event in the outbox or being delivered. */
export interface QueuedEvent extends EventOrigin {
  /** Counts from 1 within the space. */
  readonly id: number;
  /** How often the outbox was reset before. Ids are unique within an epoch. */
  readonly epoch: number;
  readonly event: CallbackEvent;
  /** When it is sent next, ms since the epoch by the space's clock. */
  readonly due: number;
  /** Orders events that are due at the same time. */
  readonly order: number;
  /** How many attempts were made. */
  readonly attempts: number;
  /** The effects of scenarios on the next attempt; undefined if they were not computed yet. */
  readonly effects: DeliveryEffects | undefined;
  /** Whether it was accepted and is sent again as a duplicate. */
  readonly repeats: boolean;
}
