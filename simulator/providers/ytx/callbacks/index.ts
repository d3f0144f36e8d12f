import { callbackEvents, callbackSchemas } from '../../../../contracts/ytx/generated.js';
import type { Callbacks } from '../../../core/provider.js';
import type { Readings } from '../readings.js';
import { accepts, retries } from './receiver.js';
import { scheduled } from './scheduled.js';

/** How YTX tells an application's callback address of its meetings. */
export const callbacks: Callbacks<Readings> = {
  events: callbackEvents,
  schemas: callbackSchemas,
  retries,
  accepts,
  scheduled,
};
