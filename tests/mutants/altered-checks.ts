import type { AnyCheck } from '../../simulator/core/pipeline/check.js';
import type { Provider } from '../../simulator/core/provider.js';
import type { Example } from '../../simulator/mutants/examples.js';
import { type Mutant, withChecks } from '../../simulator/mutants/mutant.js';
import { endpointOf } from '../../simulator/core/requests/router.js';

/**
 * For each lookup of an operation the provider in which it always finds the same fact: the one that it found on the
 * operation's base request. A lookup that only refuses nothing any more is among the mutants of the product.
 */
export function withConstantLookups(provider: Provider, { operation, facts }: Example): readonly Mutant[] {
  const { checks } = endpointOf(provider, operation);
  return checks.list.flatMap((check) => {
    const { provides } = check;
    if (provides === undefined) return [];
    const constant: AnyCheck = { ...check, evaluate: () => facts[provides] };
    const says = `In ${operation}, ${check.name} finds the same for every request.`;
    const replaced = checks.list.map((each) => (each === check ? constant : each));
    return [
      {
        name: `${provider.name}/${operation}/constant/${check.name}`,
        says,
        operations: [operation],
        provider: withChecks(provider, operation, replaced),
      },
    ];
  });
}

/** A provider that meets two neighbouring checks in the wrong order. */
export interface SwappedMutant extends Mutant {
  readonly earlier: string;
  readonly later: string;
}

/** For each two neighbours of which `canMeet` says that one request may fail both, the provider that swaps them. */
export function withSwappedNeighbours(
  provider: Provider,
  operation: string,
  canMeet: (earlier: string, later: string) => boolean,
): readonly SwappedMutant[] {
  const { checks } = endpointOf(provider, operation);
  return checks.list.flatMap((earlier, index) => {
    const later = checks.list[index + 1];
    if (later === undefined || !canMeet(earlier.name, later.name)) return [];
    const swapped = checks.list.map((each) => (each === earlier ? later : each === later ? earlier : each));
    return [
      {
        name: `${provider.name}/${operation}/swapped/${earlier.name}`,
        says: `${operation} asks ${later.name} before ${earlier.name}.`,
        operations: [operation],
        earlier: earlier.name,
        later: later.name,
        provider: withChecks(provider, operation, swapped),
      },
    ];
  });
}
