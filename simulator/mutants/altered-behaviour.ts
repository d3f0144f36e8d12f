import type { AnyArriving, AnyEndpoint, Done, Provider } from '../core/provider.js';
import { endpointOf } from '../core/requests/handle-request.js';
import type { Example } from './examples.js';
import { type Mutant, withEndpoint } from './mutant.js';

/** The provider that answers a repeated request as it answered the first, and does nothing. */
export function withTheSameReply(provider: Provider, { operation, repeats }: Example): readonly Mutant[] {
  if (!repeats) return [];
  const served = endpointOf(provider, operation);
  let first: Done<unknown> | undefined;
  const once: AnyEndpoint = {
    ...served,
    does(known, tools) {
      if (first !== undefined) return { changes: [], result: first.result };
      first = served.does(known, tools);
      return first;
    },
  };
  const says = `Every ${operation} is answered as the first one was, and nothing is done.`;
  return [{ name: `${operation}/same-reply`, says, provider: withEndpoint(provider, operation, once) }];
}

const offsetMs = 8 * 60 * 60 * 1000;

/** The provider whose clock is eight hours off: what reads +08:00 as UTC. */
export const withAnotherClock = (provider: Provider): readonly Mutant[] =>
  (['ahead', 'behind'] as const).map((way) => ({
    name: `clock/8h-${way}`,
    says: `The provider's clock is eight hours ${way}.`,
    provider: arrivingAs(provider, (arriving) => ({
      ...arriving,
      now: arriving.now + (way === 'ahead' ? offsetMs : -offsetMs),
    })),
  }));

/** The provider that lets one more, or one fewer, through every limit. */
export const withAnotherLimit = (provider: Provider): readonly Mutant[] =>
  ([1, -1] as const).map((more) => ({
    name: `limit/${more === 1 ? 'one-more' : 'one-fewer'}`,
    says: `Every limit lets one ${more === 1 ? 'more' : 'fewer'} through.`,
    provider: arrivingAs(provider, (arriving) => ({
      ...arriving,
      limit: (limit) => arriving.limit({ ...limit, most: limit.most + more }),
    })),
  }));

/** The provider to whom requests arrive changed. */
function arrivingAs(provider: Provider, change: (arriving: AnyArriving) => AnyArriving): Provider {
  const endpoints = Object.entries(provider.endpoints).map(([operation, served]): [string, AnyEndpoint] => {
    const after = { ...served.after, run: (start: AnyArriving) => served.after.run(change(start)) };
    return [operation, { ...served, after }];
  });
  return { ...provider, endpoints: Object.fromEntries(endpoints) };
}
