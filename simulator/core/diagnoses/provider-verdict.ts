import type { AnyCheck } from '../check.js';
import { endpointOf } from '../endpoint-of.js';
import type { Exchange } from '../exchange.js';
import type { Step } from '../trace.js';

/** Whether the provider got the request, be it that something else was answered in its place. */
export function reachedProvider({ ending, happened }: Pick<Exchange, 'ending' | 'happened'>): boolean {
  return ending.voice === 'provider' || (ending.voice === 'scenario' && happened?.instead?.reaches === true);
}

/** The check by which the provider refused, be it that its answer was replaced; undefined when it refused nothing. */
export function refusingCheck({ provider, ending }: Exchange, trace: readonly Step[]): AnyCheck | undefined {
  if (ending.voice === 'provider') return ending.refusedBy;
  const failed = trace.find(({ passed }) => !passed);
  if (failed === undefined || ending.voice !== 'scenario') return undefined;
  return endpointOf(provider, ending.operation).checks.find(({ name }) => name === failed.check);
}
