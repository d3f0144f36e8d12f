import values from '../../../../contracts/ytx/callbacks/values.json' with { type: 'json' };
import { callbackEvents, callbackSchemas } from '../../../../contracts/ytx/generated.js';
import type { ReceiverReply } from '../../../core/callbacks/transport.js';
import type { Callbacks } from '../../../core/provider.js';
import type { Readings } from '../readings.js';
import { scheduledEvents } from './event-timeline.js';

const second = 1000;
const minute = 60 * second;

const thrice: readonly number[] = [30 * second, 2 * minute, 10 * minute];
const never: readonly number[] = [];

/** The wait before each further attempt, ms. */
const retries = ({ callbackRetries }: Readings): readonly number[] =>
  callbackRetries === 'three-times' ? thrice : never;

const acceptedTexts: readonly string[] = [values.accepted, JSON.stringify(values.accepted)];

const isSuccess = (status: number): boolean => status >= 200 && status <= 299;

/** The callbacks of YTX: the states and records of an application's meetings. */
export const callbacks: Callbacks<Readings> = {
  events: callbackEvents,
  schemas: callbackSchemas,
  retries,
  accepts,
  scheduledEvents: scheduledEvents,
};

/** Whether a receiver's reply accepts the event. */
function accepts({ status, body }: ReceiverReply, { callbackReply }: Readings): boolean {
  switch (callbackReply) {
    case 'any-2xx':
      return isSuccess(status);
    case 'only-200':
      return status === 200;
    case 'ok-text':
      return isSuccess(status) && acceptedTexts.includes(new TextDecoder().decode(body).trim());
  }
}
