import type { Exchange } from './exchange.js';
import type { AnyArriving, AnyEndpoint, Provider, Tools } from './provider.js';
import { refusalOf } from './refusal-of.js';
import type { Named } from './scenarios/switchboard.js';
import type { SpaceState } from './space-state.js';

/** A request whose operation is known. */
export interface Setting {
  readonly id: number;
  readonly provider: Provider;
  readonly named: readonly Named[];
  readonly served: AnyEndpoint;
  readonly arriving: AnyArriving;
}

/** A request that caused nothing to be told. */
export const noNotices: readonly number[] = [];

/** The journey past the checks, and what the operation does once all of them held: commit, and what is to be told. */
export function travel(
  space: SpaceState,
  { id, provider, named, served, arriving }: Setting,
): Pick<Exchange, 'ending' | 'reply' | 'notices'> {
  const operation = served.operation;
  const journey = served.after.run(arriving);
  if (!journey.passed) {
    const refusal = refusalOf(journey.refusedBy, arriving.readings);
    return {
      ending: { voice: 'provider', operation, refusedBy: journey.refusedBy },
      reply: provider.refusing(refusal, arriving.readings),
      notices: noNotices,
    };
  }
  const tools: Tools = { random: space.randomFor(id), next: space.nextNumber };
  const { changes, result, announces } = served.does(journey.known as never, tools);
  const reply = provider.accepting(result as never, arriving, tools);
  space.documents.commit(changes);
  const notices = announces === undefined ? noNotices : space.outbox.post(announces, { provider, cause: id, named });
  return { ending: { voice: 'provider', operation }, reply, notices };
}
