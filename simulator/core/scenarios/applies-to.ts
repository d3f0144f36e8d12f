import type { Provider } from '../provider.js';
import { affectsHandshakes } from './handshake-faults.js';
import type { Scenario } from './scenario.js';

/** Whether a scenario affects deliveries of callbacks, not requests. */
export function affectsDeliveries({ effect }: Scenario): boolean {
  return effect.does === 'callback' && effect.fault.kind !== 'early';
}

/** The operations of a provider that a scenario applies to, or the callback events. */
export function scenariosThatApply(scenario: Scenario, { endpoints, callbacks }: Provider): readonly string[] {
  if (affectsHandshakes(scenario)) return [];
  if (affectsDeliveries(scenario)) return Object.keys(callbacks?.events ?? {});
  return scenario.operations ?? Object.keys(endpoints);
}
