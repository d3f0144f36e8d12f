import { callbackEvents, callbackSchemas } from '../../../../contracts/xylink/generated.js';
import type { Callbacks } from '../../../core/provider.js';
import type { Readings } from '../readings.js';
import { handlerProbe } from './probe.js';

/** ms. The number is documented on the provider's page on callbacks; the pauses are assumed. */
const fiveTimes = [30_000, 120_000, 600_000, 1_800_000, 3_600_000];
const never: readonly number[] = [];

/**
 * The callbacks of XYLink: participants join and leave. Events are due at once, so a world never has scheduled ones.
 */
export const callbacks: Callbacks<Readings> = {
  events: callbackEvents,
  schemas: callbackSchemas,
  retries: ({ callbackRetries }) => (callbackRetries === 'five-times' ? fiveTimes : never),
  accepts: ({ status }, { callbackReply }) =>
    callbackReply === 'only-200' ? status === 200 : status >= 200 && status < 300,
  scheduledEvents: () => [],
  probe: handlerProbe,
};
