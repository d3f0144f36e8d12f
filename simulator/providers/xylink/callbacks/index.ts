import { callbackEvents, callbackSchemas } from '../../../../contracts/xylink/generated.js';
import type { Callbacks } from '../../../core/provider.js';
import type { Readings } from '../readings.js';

const threeTimes = [30_000, 120_000, 600_000];
const never: readonly number[] = [];

/** How XYLink tells of who comes and goes. Everything is told at once, so that a world never has anything to tell yet. */
export const callbacks: Callbacks<Readings> = {
  events: callbackEvents,
  schemas: callbackSchemas,
  retries: ({ callbackRetries }) => (callbackRetries === 'three-times' ? threeTimes : never),
  accepts: ({ status }, { callbackReply }) =>
    callbackReply === 'only-200' ? status === 200 : status >= 200 && status < 300,
  scheduledEvents: () => [],
};
