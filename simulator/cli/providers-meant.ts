import { nearestNames } from '../core/scenarios/scenario-names.js';
import type { Provider } from '../core/provider.js';
import { BadUse } from './bad-use.js';

/** The providers that are meant: the one of this name, or all when none is named; `BadUse` for a name of nobody. */
export const providersMeant = (name: string | undefined, providers: readonly Provider[]): readonly Provider[] =>
  name === undefined ? providers : [providerCalled(name, providers)];

/** The provider of this name; `BadUse` when there is none. */
export function providerCalled(name: string, providers: readonly Provider[]): Provider {
  const provider = providers.find((each) => each.name === name);
  if (provider !== undefined) return provider;
  const names = providers.map((each) => each.name);
  throw new BadUse(`there is no provider "${name}"; ${orThese(name, names)}`);
}

/** The names that may have been meant, or else all there are. */
export function orThese(written: string, names: readonly string[]): string {
  const near = nearestNames(written, names);
  return near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are: ${names.join(', ')}`;
}
