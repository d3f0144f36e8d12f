import type { Snapshot } from './documents.js';
import { endpointOf } from './endpoint-of.js';
import type { Exchange } from './exchange.js';
import type { Limit, LimitSeen } from './limiter.js';
import type { AnyArriving, AnyEndpoint } from './provider.js';

/** What a journey starts from, and who serves it, so that it can be walked again; undefined where nothing is modelled. */
export function arrivingAgain(
  exchange: Exchange,
  documents: Snapshot,
): { arriving: AnyArriving; served: AnyEndpoint } | undefined {
  const { provider, arrival, readings, at } = exchange;
  const recognition = provider.recognise(arrival, readings);
  if (!recognition.modelled) return undefined;
  const limit = (wanted: Limit): LimitSeen =>
    exchange.limits.find(({ key }) => key === wanted.key) ?? untouched(wanted, at);
  const arriving = { arrival, now: at, readings, documents, route: recognition.route, limit };
  return { arriving, served: endpointOf(provider, recognition.operation) };
}

/** A limit that this exchange did not reach when it was answered. */
const untouched = (limit: Limit, now: number): LimitSeen => ({ ...limit, passed: true, count: 0, nextAt: now });
