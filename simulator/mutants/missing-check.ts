import type { AnyCheck } from '../core/pipeline/check.js';
import type { Provider } from '../core/provider.js';
import { endpointOf } from '../core/requests/handle-request.js';
import type { Example } from './examples.js';
import { type Mutant, withChecks } from './mutant.js';

/** For each check that a request of an operation can fail the provider that lets through what this check would refuse. */
export function withoutACheck(provider: Provider, { operation, facts }: Example): readonly Mutant[] {
  const { checks, settled = [] } = endpointOf(provider, operation);
  const canRefuse = checks.filter(({ name }) => !settled.some((each) => each.name === name));
  return canRefuse.map((check) => ({
    name: `${operation}/without/${check.name}`,
    says: `${operation} is accepted although ${check.failsAs.replaceAll('-', ' ')}.`,
    provider: withChecks(
      provider,
      operation,
      checks.map((each) => (each === check ? lenient(check, facts) : each)),
    ),
  }));
}

/** A check that never refuses; what it cannot find is what an ordinary request would have had. */
function lenient(check: AnyCheck, facts: Example['facts']): AnyCheck {
  const { learns, examine } = check;
  if (learns === undefined) return { ...check, examine: () => true };
  return { ...check, examine: (known) => examine(known) ?? facts[learns] };
}
