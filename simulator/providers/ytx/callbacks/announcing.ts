import type { Announcement } from '../../../core/callbacks/notice.js';
import type { Snapshot } from '../../../core/documents.js';
import type { Readings } from '../readings.js';
import type { Application, Meeting } from '../vocabulary.js';
import { applications, meetings, settingsIn } from '../vocabulary.js';
import { aboutMeeting } from './notice-of.js';
import { storyOf } from './story.js';
import { outcomesIn } from './telling.js';

interface Asking {
  readonly application: Application;
  readonly readings: Readings;
  readonly documents: Snapshot;
}

/** A meeting as it is from now on. */
interface Written {
  /** The meeting's document. */
  readonly id: string;
  readonly meeting: Meeting;
}

const none: readonly never[] = [];

/** What is told once a meeting was started or booked; `leaving` names the document of the meeting that it pushed out. */
export function announcingNew(asking: Asking, written: Written, leaving: string | undefined): Announcement | undefined {
  const withdraws = leaving !== undefined && isToldOf(asking, leaving) ? [aboutMeeting(leaving)] : none;
  if (asking.application.callbackUrl === undefined) {
    return withdraws.length === 0 ? undefined : { withdraws, notices: none };
  }
  return { withdraws, notices: storyIn(asking, written) };
}

/** What is told once a booking was edited or cancelled: what was to be told of it no longer is. */
export function announcingChange(asking: Asking, written: Written): Announcement | undefined {
  if (asking.application.callbackUrl === undefined) return undefined;
  return { withdraws: [aboutMeeting(written.id)], notices: storyIn(asking, written) };
}

const storyIn = ({ application, readings, documents }: Asking, { id, meeting }: Written): Announcement['notices'] =>
  storyOf({ id, meeting, application, readings, settings: settingsIn(documents), outcomeOf: outcomesIn(documents) });

/** The meeting that leaves need not be of the application that asks: numbers may be an account's. */
function isToldOf({ documents }: Asking, id: string): boolean {
  const appid = meetings.read(documents, id)?.appid;
  return appid !== undefined && applications.read(documents, appid)?.callbackUrl !== undefined;
}
