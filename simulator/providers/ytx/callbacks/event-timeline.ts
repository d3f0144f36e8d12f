import words from '../../../../contracts/ytx/callbacks/words.json' with { type: 'json' };
import type { EmittedEvents, CallbackEvent } from '../../../core/callbacks/event.js';
import type { Documents, Snapshot } from '../../../core/state/documents.js';
import { type Application, applications, type Meeting, meetings } from '../model.js';
import type { Readings } from '../readings.js';
import {
  aboutMeeting,
  type Call,
  instantsOf,
  type Moment,
  recordEvent,
  stateEvent,
  type Telling,
  tellingIn,
} from './bodies.js';

interface Asking {
  readonly application: Application;
  readonly readings: Readings;
  readonly documents: Snapshot;
}

const none: readonly never[] = [];

/** What is told once a meeting was started or booked; `leaving` is the document of the meeting that it pushed out. */
export function announcingNew(
  asking: Asking,
  id: string,
  meeting: Meeting,
  leaving: string | undefined,
): EmittedEvents | undefined {
  const withdraws = leaving !== undefined && isToldOf(asking, leaving) ? [aboutMeeting(leaving)] : none;
  if (asking.application.callbackUrl === undefined) {
    return withdraws.length === 0 ? undefined : { withdraws, events: none };
  }
  return { withdraws, events: storyIn(asking, id, meeting) };
}

/** What is told once a booking was edited or cancelled: what was to be told of it no longer is. */
export function announcingChange(asking: Asking, id: string, meeting: Meeting): EmittedEvents | undefined {
  if (asking.application.callbackUrl === undefined) return undefined;
  return { withdraws: [aboutMeeting(id)], events: storyIn(asking, id, meeting) };
}

const storyIn = (
  { application, readings, documents }: Asking,
  id: string,
  meeting: Meeting,
): readonly CallbackEvent[] => storyOf(tellingIn(documents, { id, meeting, application, readings }));

/** The meeting that leaves need not be of the application that asks: numbers may be an account's. */
function isToldOf({ documents }: Asking, id: string): boolean {
  const appid = meetings.read(documents, id)?.appid;
  return appid !== undefined && applications.read(documents, appid)?.callbackUrl !== undefined;
}

/** What the meetings of a world have yet to tell, from `now` (ms since the epoch) on. */
export function scheduledEvents(documents: Documents, now: number, readings: Readings): readonly CallbackEvent[] {
  const told = new Map(applications.all(documents).filter(([, { callbackUrl }]) => callbackUrl !== undefined));
  if (told.size === 0) return [];
  return meetings.all(documents).flatMap(([id, meeting]) => {
    const application = told.get(meeting.appid);
    if (application === undefined) return [];
    const telling = tellingIn(documents, { id, meeting, application, readings });
    return storyOf(telling).filter(({ due }) => due >= now);
  });
}

/**
 * All that is told of a meeting, from its start to its record, in the order of its life.
 *
 * It follows from the meeting alone. A cancelled meeting has no story, nor has one whose application names no address.
 */
function storyOf(telling: Telling): readonly CallbackEvent[] {
  const { meeting, application, calls, readings } = telling;
  if (application.callbackUrl === undefined || meeting.cancelled) return [];
  const eventAt = (moment: Moment): CallbackEvent => stateEvent(telling, moment);
  const { starts, ends } = instantsOf(telling);
  const ended = eventAt({ state: 'ended', at: ends });
  const record = recordEvent(telling);
  return [
    eventAt({ state: 'started', at: starts }),
    ...calls.flatMap((call) => beginningOf(call, telling)).map(eventAt),
    ...calls.map((call) => answerTo(call, telling)).map(eventAt),
    ...calls
      .filter(({ outcome }) => outcome === 'answers')
      .map((call) => eventAt({ state: 'left', at: ends, ...call })),
    ...(readings.cdrOrder === 'after-the-end' ? [ended, record] : [record, ended]),
  ];
}

/** A party is called, and rings perhaps; how the call will go is not told yet. */
function beginningOf({ phone, outcome }: Call, telling: Telling): readonly Moment[] {
  const { starts: at } = instantsOf(telling);
  const isHeard = telling.readings.alerting === 'told' && words.outcomes[outcome].rings;
  return isHeard
    ? [
        { state: 'called', at, phone },
        { state: 'alerting', at, phone },
      ]
    : [{ state: 'called', at, phone }];
}

/** A party answers, or is found not to. */
function answerTo(call: Call, telling: Telling): Moment {
  const { answers: at } = instantsOf(telling);
  return { state: call.outcome === 'answers' ? 'answered' : 'left', at, ...call };
}
