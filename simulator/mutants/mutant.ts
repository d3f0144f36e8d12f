import type { AnyCheck } from '../core/pipeline/check.js';
import { pipelineOf } from '../core/pipeline/pipeline.js';
import type { AnyEndpoint, Provider } from '../core/provider.js';
import { endpointOf } from '../core/requests/router.js';

/** A provider that is wrong in one named way. */
export interface Mutant {
  /** `ytx/createMeeting/without/ytx/caller-is-allowed`: unique, and stable from run to run. */
  readonly name: string;
  /** The fault, in a sentence. */
  readonly says: string;
  readonly provider: Provider;
  /** The operations whose replies it changes. */
  readonly operations: readonly string[];
}

/** The provider with another endpoint for one operation. */
export const withEndpoint = (provider: Provider, operation: string, endpoint: AnyEndpoint): Provider => ({
  ...provider,
  endpoints: { ...provider.endpoints, [operation]: endpoint },
});

/** The provider with other checks for one operation. */
export function withChecks(provider: Provider, operation: string, checks: readonly AnyCheck[]): Provider {
  return withEndpoint(provider, operation, { ...endpointOf(provider, operation), checks: pipelineOf(checks) });
}
