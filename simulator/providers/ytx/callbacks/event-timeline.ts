import values from '../../../../contracts/ytx/callbacks/values.json' with { type: 'json' };
import type { EmittedEvents, CallbackEvent } from '../../../core/callbacks/event.js';
import type { Documents, DocumentReader } from '../../../core/state/documents.js';
import { type Application, applications, type Meeting, meetings } from '../model.js';
import type { Readings } from '../readings.js';
import {
  meetingSubject,
  type PartyCall,
  instantsOf,
  type Moment,
  recordEvent,
  stateEvent,
  type MeetingSnapshot,
  snapshotIn,
} from './bodies.js';

interface EventContext {
  readonly application: Application;
  readonly readings: Readings;
  readonly documents: DocumentReader;
}

const none: readonly never[] = [];

/** The events of a started or booked meeting; `displacedId` is the id of the meeting that it displaced. */
export function eventsOfNew(
  context: EventContext,
  id: string,
  meeting: Meeting,
  displacedId: string | undefined,
): EmittedEvents | undefined {
  const withdraws =
    displacedId !== undefined && hasCallback(context, displacedId) ? [meetingSubject(displacedId)] : none;
  if (context.application.callbackUrl === undefined) {
    return withdraws.length === 0 ? undefined : { withdraws, events: none };
  }
  return { withdraws, events: timelineIn(context, id, meeting) };
}

/** The events of an edited or cancelled booking; its earlier events are withdrawn. */
export function eventsOfChange(context: EventContext, id: string, meeting: Meeting): EmittedEvents | undefined {
  if (context.application.callbackUrl === undefined) return undefined;
  return { withdraws: [meetingSubject(id)], events: timelineIn(context, id, meeting) };
}

const timelineIn = (
  { application, readings, documents }: EventContext,
  id: string,
  meeting: Meeting,
): readonly CallbackEvent[] => timelineOf(snapshotIn(documents, { id, meeting, application, readings }));

/** The displaced meeting may belong to another application: numbers may be unique in an account. */
function hasCallback({ documents }: EventContext, id: string): boolean {
  const appid = meetings.read(documents, id)?.appid;
  return appid !== undefined && applications.read(documents, appid)?.callbackUrl !== undefined;
}

/** The events that the meetings of a world still cause, from `now` (ms since the epoch) on. */
export function scheduledEvents(documents: Documents, now: number, readings: Readings): readonly CallbackEvent[] {
  const withCallback = new Map(applications.all(documents).filter(([, { callbackUrl }]) => callbackUrl !== undefined));
  if (withCallback.size === 0) return [];
  return meetings.all(documents).flatMap(([id, meeting]) => {
    const application = withCallback.get(meeting.appid);
    if (application === undefined) return [];
    const snapshot = snapshotIn(documents, { id, meeting, application, readings });
    return timelineOf(snapshot).filter(({ due }) => due >= now);
  });
}

/**
 * All events of a meeting, from its start to its record.
 *
 * They follow from the meeting alone. A cancelled meeting has no events, nor has one whose application has no callback
 * address.
 */
function timelineOf(snapshot: MeetingSnapshot): readonly CallbackEvent[] {
  const { meeting, application, calls, readings } = snapshot;
  if (application.callbackUrl === undefined || meeting.cancelled) return [];
  const eventAt = (moment: Moment): CallbackEvent => stateEvent(snapshot, moment);
  const { starts, ends } = instantsOf(snapshot);
  const ended = eventAt({ state: 'ended', at: ends });
  const recordPush = recordEvent(snapshot);
  return [
    eventAt({ state: 'started', at: starts }),
    ...calls.flatMap((call) => callStart(call, snapshot)).map(eventAt),
    ...calls.map((call) => callOutcome(call, snapshot)).map(eventAt),
    ...calls
      .filter(({ outcome }) => outcome === 'answers')
      .map((call) => eventAt({ state: 'left', at: ends, ...call })),
    ...(readings.cdrOrder === 'after-the-end' ? [ended, recordPush] : [recordPush, ended]),
  ];
}

/** The start of a call, perhaps with ringing; its outcome is still open. */
function callStart({ phone, outcome }: PartyCall, snapshot: MeetingSnapshot): readonly Moment[] {
  const { starts: at } = instantsOf(snapshot);
  const sendsAlerting = snapshot.readings.alerting === 'sent' && values.outcomes[outcome].rings;
  return sendsAlerting
    ? [
        { state: 'called', at, phone },
        { state: 'alerting', at, phone },
      ]
    : [{ state: 'called', at, phone }];
}

/** The outcome of a call. */
function callOutcome(call: PartyCall, snapshot: MeetingSnapshot): Moment {
  const { answers: at } = instantsOf(snapshot);
  return { state: call.outcome === 'answers' ? 'answered' : 'left', at, ...call };
}
