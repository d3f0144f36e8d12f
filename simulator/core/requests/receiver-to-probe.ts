import type { Provider, ReceiverProbe } from '../provider.js';
import type { UrlScenario } from '../scenarios/scenario-registry.js';
import type { Limit, LimitState } from '../state/limiter.js';
import type { SpaceState } from '../state/space-state.js';
import { callerToAdopt, readerWith } from './adoption.js';
import type { IncomingRequest } from './incoming-request.js';
import { endpointOf } from './router.js';

/** A receiver that the provider probes, and how. */
export interface ReceiverToProbe {
  readonly url: string;
  readonly probe: ReceiverProbe;
}

/**
 * The receiver that the provider probes before it answers a request; undefined for none.
 *
 * Runs the checks once without a probe. This changes nothing: it numbers no exchange, counts for no limit and writes no
 * document. A request that these checks refuse sends no probe, nor does one whose URL names a scenario that may answer in
 * the provider's place. Active scenarios are not applied, since that counts their uses.
 */
export function receiverToProbe(
  space: SpaceState,
  provider: Provider,
  request: IncomingRequest,
  urlScenarios: readonly UrlScenario[],
): ReceiverToProbe | undefined {
  const probe = provider.callbacks?.probe;
  if (probe?.mayRegister(request) !== true || urlScenarios.some(mayReplaceReply)) return undefined;
  try {
    const url = findReceiver(space, provider, request);
    return url === undefined ? undefined : { url, probe };
  } catch {
    // A bug: the exchange meets it again, and reports it.
    return undefined;
  }
}

function findReceiver(space: SpaceState, provider: Provider, request: IncomingRequest): string | undefined {
  const readings = space.readingsOf(provider);
  const routeResult = provider.findRoute(request, readings);
  if (!routeResult.modelled) return undefined;
  const { checks, probes } = endpointOf(provider, routeResult.operation);
  if (probes === undefined) return undefined;
  const now = space.clock.now();
  const limit = (wanted: Limit): LimitState => space.limiter.peek(wanted, now);
  const { documents } = space;
  const context = { request, now, readings, documents, route: routeResult.route, limit, probe: undefined };
  const first = checks.run(context);
  const caller = first.passed ? undefined : callerToAdopt(space, provider, context);
  const pipelineResult =
    caller === undefined ? first : checks.run({ ...context, documents: readerWith(documents, caller.changes) });
  return pipelineResult.passed ? probes(pipelineResult.known as never) : undefined;
}

/** Whether a scenario, or a step of a sequence, may answer without the provider. */
const mayReplaceReply = ({ steps }: UrlScenario): boolean =>
  steps.some(({ scenario }) => {
    const effect = scenario?.effect;
    return effect?.does === 'refuse' || (effect?.does === 'replace' && !effect.replacement.providerHandlesRequest);
  });
