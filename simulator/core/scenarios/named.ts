import type { SimulatorProblem } from '../problem.js';
import type { Provider } from '../provider.js';
import { allScenarios } from './catalogue.js';
import { nearestNames } from './nearest-name.js';
import { longestName, readSequence } from './sequence.js';
import type { Named } from './switchboard.js';

/** The scenarios that a URL names, or what to tell a caller who named one that there is not. */
export type NamedScenarios =
  { readonly ok: true; readonly value: readonly Named[] } | { readonly ok: false; readonly problem: SimulatorProblem };

/** What these names mean to a provider. */
export function namedIn(provider: Provider, names: readonly string[]): NamedScenarios {
  const value: Named[] = [];
  for (const name of names) {
    const read = readSequence(provider, name.slice(0, longestName));
    if (!read.ok || name.length > longestName) {
      return { ok: false, problem: noSuchScenario([provider], read.ok ? name : read.stranger) };
    }
    value.push({ name, steps: read.steps });
  }
  return { ok: true, value };
}

/** What is told about a name that none of these providers knows. It is not repeated: it may be a secret astray. */
export function noSuchScenario(providers: readonly Provider[], stranger: string): SimulatorProblem {
  const known = allScenarios(providers).map(({ name }) => name);
  // The provider's part may be left out, and would be most of the distance.
  const written = ownPart(stranger.slice(0, longestName));
  const names = [...new Set([...known.map(ownPart), 'ok', 'fail', 'limit'])];
  const near = nearestNames(written.replace(/-\d+$/, ''), names);
  const whose = providers.map(({ name }) => name).join(' or ');
  const nearest = near.length === 0 ? '' : `Did you mean ${near.join(', or ')}? `;
  return {
    status: 404,
    kind: 'not-found',
    says: `There is no scenario of this name for ${whose}.`,
    fix: `${nearest}GET /_simulator/scenarios lists them all; several in turn are written "fail-2-then-ok".`,
    more: { nearest: near },
  };
}

const ownPart = (name: string): string => name.slice(name.indexOf('/') + 1);
