import type { Transport } from '../../simulator/core/callbacks/transport.js';
import { type Dispatcher, dispatcherWith } from '../../simulator/http/callbacks/dispatcher.js';

const nobodyListens: Transport = () => Promise.resolve({ outcome: 'not-connected', says: 'nobody listens' });

/** A dispatcher with this courier; of itself it never wakes up. */
export function dispatcherOf(transport: Transport = nobodyListens): Dispatcher {
  const fault = (_space: unknown, error: unknown): never => {
    throw error;
  };
  return dispatcherWith({
    tools: { transport, timeoutMs: 1000, faithful: false, fault },
    alarm: () => () => undefined,
  });
}
