import type { Provider } from '../core/provider.js';
import { withAnotherClock, withAnotherLimit, withTheSameReply } from './altered-behaviour.js';
import { withAnotherCode } from './altered-refusal.js';
import { withAnotherType } from './altered-reply.js';
import type { Example } from './examples.js';
import { withoutACheck } from './missing-check.js';
import type { Mutant } from './mutant.js';

/** Every way in which a provider can be wrong that we know to make; each name begins with the provider's. */
export function mutantsOf(provider: Provider, all: readonly Example[]): readonly Mutant[] {
  const own = all.filter((example) => example.provider === provider.name);
  const mutants = [
    ...own.flatMap((example) => withoutACheck(provider, example)),
    ...withAnotherCode(provider),
    ...own.flatMap((example) => withAnotherType(provider, example)),
    ...own.flatMap((example) => withTheSameReply(provider, example)),
    ...withAnotherClock(provider),
    ...(own.some(({ isLimited }) => isLimited) ? withAnotherLimit(provider) : []),
  ];
  return mutants.map((mutant) => ({ ...mutant, name: `${provider.name}/${mutant.name}` }));
}
