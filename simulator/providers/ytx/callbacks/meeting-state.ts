import { wallClockOf } from '../../../../contracts/ytx/china-time.js';
import words from '../../../../contracts/ytx/callbacks/words.json' with { type: 'json' };
import type { Notice } from '../../../core/callbacks/event.js';
import { encoded } from '../../../core/bytes.js';
import type { Outcome } from '../vocabulary.js';
import { echoOf } from './echo.js';
import { noticeOf } from './notice-of.js';
import type { Telling } from './telling.js';

/** Something that happens in a meeting's life. */
export interface Moment {
  readonly state: keyof typeof words.states;
  /** ms since the epoch. */
  readonly at: number;
  /** Whom it happens to; absent means the whole meeting. */
  readonly phone?: string;
  /** How the call went; absent while that is open. */
  readonly outcome?: Outcome;
}

/** What is told of a moment when it has come. */
export const stateNotice = (telling: Telling, moment: Moment): Notice =>
  noticeOf(telling, { event: 'meetingState', due: moment.at, body: () => bodyOf(telling, moment) });

function bodyOf(telling: Telling, { state, at, phone = '', outcome }: Moment): Uint8Array {
  const { appid, meid, requestId = '' } = telling.meeting;
  const body = {
    requestid: requestId,
    appid,
    meid,
    dsc: phone,
    state: words.states[state],
    stateDesc: outcome === undefined ? '' : words.outcomes[outcome].text,
    timestamp: telling.readings.callbackTimestamp === 'text' ? wallClockOf(at) : at,
    ...echoOf(telling),
  };
  return encoded(JSON.stringify(body));
}
