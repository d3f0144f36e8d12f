import type { AnyCheck } from '../../simulator/core/check.js';
import type { Provider } from '../../simulator/core/provider.js';
import { withChecks } from '../../simulator/mutants/mutant.js';

/** A provider that is wrong in one named way. */
export interface Mutant {
  readonly name: string;
  readonly provider: Provider;
}

/** What each lookup of an operation found on a request that was accepted. */
export type Facts = Readonly<Record<string, unknown>>;

/** For each rule the provider without it; for each lookup the one that always finds the same fact. */
export function withoutOne(provider: Provider, operation: string, facts: Facts): readonly Mutant[] {
  const checks = provider.endpoints[operation]?.checks ?? [];
  return checks.map((check) => {
    const { learns } = check;
    if (learns === undefined) {
      const left = checks.filter((each) => each !== check);
      return { name: `${operation} without ${check.name}`, provider: withChecks(provider, operation, left) };
    }
    const standIn: AnyCheck = { ...check, examine: () => facts[learns] };
    const replaced = checks.map((each) => (each === check ? standIn : each));
    return {
      name: `${operation} with a stand-in for ${check.name}`,
      provider: withChecks(provider, operation, replaced),
    };
  });
}

/** For each two neighbours of which `canMeet` says that one request may fail both, the provider that asks them in turn. */
export function withTwoSwapped(
  provider: Provider,
  operation: string,
  canMeet: (earlier: string, later: string) => boolean,
): readonly Mutant[] {
  const checks = provider.endpoints[operation]?.checks ?? [];
  return checks.flatMap((earlier, index) => {
    const later = checks[index + 1];
    if (later === undefined || !canMeet(earlier.name, later.name)) return [];
    const swapped = checks.map((each) => (each === earlier ? later : each === later ? earlier : each));
    const name = `${operation} that asks ${later.name} before ${earlier.name}`;
    return [{ name, provider: withChecks(provider, operation, swapped) }];
  });
}
