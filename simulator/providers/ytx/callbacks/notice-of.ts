import words from '../../../../contracts/ytx/callbacks/words.json' with { type: 'json' };
import type { Notice } from '../../../core/callbacks/event.js';
import { meetings } from '../vocabulary.js';
import { withKey } from './address.js';
import type { Telling } from './telling.js';

/** What all notices of a meeting are about, by its document's id. */
export const aboutMeeting = (id: string): string => `${meetings.kind} ${id}`;

interface Told {
  readonly event: keyof typeof words.queryKeys;
  readonly due: number;
  readonly body: () => Uint8Array;
}

/** A notice to the meeting's application. */
export function noticeOf({ id, application, readings }: Telling, { event, due, body }: Told): Notice {
  const { callbackUrl = '' } = application;
  const url = readings.callbackAddress === 'query-key' ? withKey(callbackUrl, words.queryKeys[event]) : callbackUrl;
  return { event, about: aboutMeeting(id), due, url, body };
}
