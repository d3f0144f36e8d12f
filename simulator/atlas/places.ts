import type { ByHandFlags, Provoked } from '../core/requests/request-builder.js';
import type { Provider, ProviderHost } from '../core/provider.js';
import type { Place } from './row.js';

/** What is to go wrong. */
export interface Wanted {
  /** The scenario's name without the provider's. */
  readonly scenario: string;
  /** The operations that it fits; undefined means every one. */
  readonly operations: readonly string[] | undefined;
  /** How a signed request brings about the real cause; undefined when none does. */
  readonly provoked: Provoked | undefined;
}

/** Where something can go wrong: every environment of a provider. */
export function placesOf(provider: Provider, wanted: Wanted): readonly Place[] {
  return provider.hosts.map((where) => placeIn(provider, where, wanted));
}

function placeIn(provider: Provider, { host, label }: ProviderHost, wanted: Wanted): Place {
  const { scenario, provoked } = wanted;
  const there = provider.byHand?.environments[label] ?? {};
  const cause = provoked?.flags ?? provoked?.only?.[label];
  return {
    provider,
    environment: label,
    host,
    path: `/+${scenario}/${host}`,
    flags: { ...there, ...(cause ?? { ...operationFor(provider, wanted), scenario }) },
    because: cause === undefined ? provoked?.because : undefined,
  };
}

/** A request of an operation that the scenario fits, where the usual one is of another. */
function operationFor({ handSigning }: Provider, { operations }: Wanted): ByHandFlags {
  const flag = handSigning.flags.find(({ name }) => name === 'operation');
  if (operations === undefined || flag?.standard === undefined || operations.includes(flag.standard)) return {};
  return { operation: operations[0] };
}
