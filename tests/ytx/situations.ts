import { bookingTimeOf, timestampOf } from '../../contracts/ytx/china-time.js';
import { type Answer, type Call, day, noon, second } from './caller.js';
import type { SpaceClient } from './ytx-requests.js';

/** A fixed line with its area code. */
export const fixedLine = '01000000200';

/** A call whose Authorization is a second too old. */
export const expired: Call = { timestamp: timestampOf(noon - day - second) };

/** A booking for this instant (ms since the epoch; seconds are cut off). */
export const bookingAt = (instant: number): Call => ({
  fields: { bookmeeting: '1', booktime: bookingTimeOf(instant) },
});

/** Books a meeting for this instant. */
export const bookedFor =
  (instant: number) =>
  (client: SpaceClient): Promise<Answer> =>
    client.call(bookingAt(instant));

/** An edit of a booking: another name and another time. */
export const editing = (confid: string, instant: number): Call => ({
  fields: { bookmeeting: '1', confid, booktime: bookingTimeOf(instant), meetingname: '改名' },
});

export const cancelling = (confid: string): Call => ({ fields: { bookmeeting: '2', confid } });
