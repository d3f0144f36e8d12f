import type { Transport } from '../../simulator/core/callbacks/transport.js';
import { type Dispatcher, dispatcherWith } from '../../simulator/http/callbacks/dispatcher.js';

const refusesConnections: Transport = () => Promise.resolve({ outcome: 'not-connected', says: 'no server listens' });

/** A dispatcher with this transport. It never wakes up by itself. */
export function dispatcherOf(transport: Transport = refusesConnections): Dispatcher {
  const fault = (_space: unknown, error: unknown): never => {
    throw error;
  };
  return dispatcherWith({
    delivery: { transport, timeoutMs: 1000, faithful: false, fault },
    schedule: () => () => undefined,
  });
}
