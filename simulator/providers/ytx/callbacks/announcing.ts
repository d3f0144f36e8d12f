import type { Announcement, Notice } from '../../../core/callbacks/event.js';
import type { Snapshot } from '../../../core/state/documents.js';
import type { Readings } from '../readings.js';
import { type Application, applications, type Meeting, meetings } from '../vocabulary.js';
import { aboutMeeting } from './notice-of.js';
import { storyOf } from './story.js';
import { tellingIn } from './telling.js';

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
): Announcement | undefined {
  const withdraws = leaving !== undefined && isToldOf(asking, leaving) ? [aboutMeeting(leaving)] : none;
  if (asking.application.callbackUrl === undefined) {
    return withdraws.length === 0 ? undefined : { withdraws, notices: none };
  }
  return { withdraws, notices: storyIn(asking, id, meeting) };
}

/** What is told once a booking was edited or cancelled: what was to be told of it no longer is. */
export function announcingChange(asking: Asking, id: string, meeting: Meeting): Announcement | undefined {
  if (asking.application.callbackUrl === undefined) return undefined;
  return { withdraws: [aboutMeeting(id)], notices: storyIn(asking, id, meeting) };
}

const storyIn = ({ application, readings, documents }: Asking, id: string, meeting: Meeting): readonly Notice[] =>
  storyOf(tellingIn(documents, { id, meeting, application, readings }));

/** The meeting that leaves need not be of the application that asks: numbers may be an account's. */
function isToldOf({ documents }: Asking, id: string): boolean {
  const appid = meetings.read(documents, id)?.appid;
  return appid !== undefined && applications.read(documents, appid)?.callbackUrl !== undefined;
}
