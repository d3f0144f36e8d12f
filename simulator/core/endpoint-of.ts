import type { AnyEndpoint, Provider } from './provider.js';

/** The endpoint that serves an operation; that there is none is a bug of the provider's. */
export function endpointOf(provider: Provider, operation: string): AnyEndpoint {
  const served = provider.endpoints[operation];
  if (served === undefined) throw new Error(`${provider.name} recognises ${operation}, which nobody serves`);
  return served;
}
