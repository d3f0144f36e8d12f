import type { AnyEndpoint, AnyRequestContext } from '../provider.js';
import type { DocumentReader } from '../state/documents.js';
import type { Limit, LimitState } from '../state/limiter.js';
import type { Exchange } from './handle-request.js';
import { endpointOf } from './router.js';
import { stubEndpoint } from './stub-route.js';

/**
 * The context and the endpoint of an exchange, so that its checks can run again; undefined for a request that is not
 * modelled.
 */
export function replayContext(
  exchange: Exchange,
  documents: DocumentReader,
): { context: AnyRequestContext; endpoint: AnyEndpoint } | undefined {
  const { request, readings, at, probe } = exchange;
  const routed = routeAgain(exchange);
  if (routed === undefined) return undefined;
  const limit = (wanted: Limit): LimitState =>
    exchange.limits.find(({ key }) => key === wanted.key) ?? unusedLimit(wanted, at);
  const { endpoint, route } = routed;
  return { context: { request, now: at, readings, documents, route, limit, probe }, endpoint };
}

/** The stub may have been removed since: the exchange has kept it. */
function routeAgain({
  provider,
  request,
  readings,
  stub,
}: Exchange): { readonly endpoint: AnyEndpoint; readonly route: object } | undefined {
  if (stub !== undefined) {
    const { endpoint, routeOf } = stubEndpoint(provider, stub);
    return { endpoint, route: routeOf(request, readings, stub.name) };
  }
  const routeResult = provider.findRoute(request, readings);
  if (!routeResult.modelled) return undefined;
  return { endpoint: endpointOf(provider, routeResult.operation), route: routeResult.route };
}

/** The state of a limit that this exchange did not count against when it was answered. */
const unusedLimit = (limit: Limit, now: number): LimitState => ({ ...limit, passed: true, count: 0, nextAt: now });
