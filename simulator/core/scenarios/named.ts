import type { SimulatorProblem } from '../problem.js';
import type { Provider } from '../provider.js';
import { noSuchScenario } from './no-such-scenario.js';
import { readSequence } from './sequence.js';
import type { Named } from './switchboard.js';

/** The scenarios that a URL names, or what to tell a caller who named one that there is not. */
export type NamedScenarios =
  { readonly ok: true; readonly value: readonly Named[] } | { readonly ok: false; readonly problem: SimulatorProblem };

const none: NamedScenarios = { ok: true, value: [] };

/** What these names mean to a provider. */
export function namedIn(provider: Provider, names: readonly string[]): NamedScenarios {
  // Nearly every request names none.
  if (names.length === 0) return none;
  const value: Named[] = [];
  for (const name of names) {
    const read = readSequence(provider, name);
    if (!read.ok) return { ok: false, problem: noSuchScenario([provider], read) };
    value.push({ name, steps: read.steps });
  }
  return { ok: true, value };
}
