import callRecord from '../../../../contracts/ytx/callbacks/call-record/event.json' with { type: 'json' };
import meetingState from '../../../../contracts/ytx/callbacks/meeting-state/event.json' with { type: 'json' };
import type { Callbacks } from '../../../core/callbacks/callbacks.js';
import type { Readings } from '../readings.js';
import { accepts, retries } from './receiver.js';
import { scheduled } from './scheduled.js';

/** Every event by name, as its event.json describes it. */
const callbackEvents = { callRecord, meetingState };

/** The schemas of every event's body, read from disk when they are first asked for. */
const callbackSchemas = async () => ({
  callRecord: (
    await import('../../../../contracts/ytx/callbacks/call-record/body.schema.json', { with: { type: 'json' } })
  ).default,
  meetingState: (
    await import('../../../../contracts/ytx/callbacks/meeting-state/body.schema.json', { with: { type: 'json' } })
  ).default,
});

/** How YTX tells an application's callback address of its meetings. */
export const callbacks: Callbacks<Readings> = {
  events: callbackEvents,
  schemas: callbackSchemas,
  retries,
  accepts,
  scheduled,
};
