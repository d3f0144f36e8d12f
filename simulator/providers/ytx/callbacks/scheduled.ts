import type { Notice } from '../../../core/callbacks/event.js';
import type { Documents } from '../../../core/state/documents.js';
import type { Readings } from '../readings.js';
import { applications, meetings } from '../vocabulary.js';
import { storyOf } from './story.js';
import { tellingIn } from './telling.js';

/** What the meetings of a world have yet to tell, from `now` (ms since the epoch) on. */
export function scheduled(documents: Documents, now: number, readings: Readings): readonly Notice[] {
  const told = new Map(applications.all(documents).filter(([, { callbackUrl }]) => callbackUrl !== undefined));
  if (told.size === 0) return [];
  return meetings.all(documents).flatMap(([id, meeting]) => {
    const application = told.get(meeting.appid);
    if (application === undefined) return [];
    const telling = tellingIn(documents, { id, meeting, application, readings });
    return storyOf(telling).filter(({ due }) => due >= now);
  });
}
