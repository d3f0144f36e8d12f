import type { Provider } from '../provider.js';
import type { Scenario } from './scenario.js';

/** Whether a scenario befalls callbacks on their way, and no request. */
export function befallsDeliveries({ effect }: Scenario): boolean {
  return effect.does === 'callback' && effect.trouble.kind !== 'early';
}

/** The operations of a provider that a scenario fits, or the events where it befalls callbacks. */
export function fittedBy(scenario: Scenario, { endpoints, callbacks }: Provider): readonly string[] {
  if (befallsDeliveries(scenario)) return Object.keys(callbacks?.events ?? {});
  return scenario.operations ?? Object.keys(endpoints);
}
