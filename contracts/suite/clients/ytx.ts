import { isJsonObject, type JsonObject, parsedJson } from '../../json.js';
import { operations } from '../../ytx/generated.js';
import { pathOf } from '../side-effect/effect.js';
import { numbersIn } from '../side-effect/ytx.js';
import { type PerformedOperation, type UncancelledBooking, type Undo, undoOfOthers } from './client.js';

/** How to undo a request to YTX. */
export const undoYtx = (done: PerformedOperation): Undo =>
  done.operation === 'createMeeting' ? undoOfMeeting(done) : undoOfOthers(operations, done);

/** A booking can be cancelled by its meid; a started meeting has already called its phones. */
function undoOfMeeting({ operation, url, body, isAnswered, result }: PerformedOperation): Undo {
  if (!isJsonObject(body)) return undoOfUnreadable(result);
  const bookmeeting = String(body['bookmeeting']);
  if (bookmeeting === '2') {
    // Only a success proves the cancellation; after any other reply the booking still has to be undone.
    return isAnswered && isSuccess(result)
      ? { by: 'nothing', tookBack: booking(String(body['confid'])) }
      : { by: 'nothing' };
  }
  const meid = isJsonObject(result) ? meidIn(result['statusMsg']) : undefined;
  const left = leftBooking(meid, { url, body });
  if (meid === undefined) {
    return {
      by: 'no-request',
      ...(bookmeeting !== '0' && { booking: left }),
      what: `${describeInput(body)} ${isAnswered ? 'whose meid could not be read' : 'that may exist'}`,
    };
  }
  if (bookmeeting === '0') return { by: 'no-request', what: `the started meeting ${meid}` };
  const { appid, meetingname, creator, parties } = body;
  const input = { appid, meetingname, creator, parties, bookmeeting: '2', confid: meid };
  return { by: 'request', operation, input, what: booking(meid), path: pathOf({ url }), booking: left };
}

const isSuccess = (result: unknown): boolean =>
  isJsonObject(result) && String(result['statusCode']) === operations.createMeeting.accepted.statusCode;

/** A request that is not JSON contains no data for a cancellation. */
function undoOfUnreadable(result: unknown): Undo {
  const meid = isJsonObject(result) ? meidIn(result['statusMsg']) : undefined;
  return meid === undefined ? { by: 'nothing' } : { by: 'no-request', what: `the started meeting ${meid}` };
}

/** The data of a booking that may exist. */
function leftBooking(
  confid: string | undefined,
  { url, body }: { readonly url: string; readonly body: JsonObject },
): UncancelledBooking {
  const { booktime, appid } = body;
  return {
    confid,
    booktime: typeof booktime === 'string' ? booktime : undefined,
    numbers: numbersIn(body),
    accountSID: /\/sid\/([^/]+)\//.exec(pathOf({ url }))?.[1] ?? '',
    appid: String(appid),
  };
}

const booking = (meid: string): string => `the booking ${meid}`;

/** Describes a request without a readable meid: `a booking 周会 at 2026-11-22 12:00`. */
function describeInput({ bookmeeting, meetingname, booktime, confid }: JsonObject): string {
  const what = String(bookmeeting) === '0' ? 'a meeting' : 'a booking';
  const parts = [
    [meetingname, ''],
    [confid, 'with the meid '],
    [booktime, 'at '],
  ] as const;
  const words = parts.flatMap(([value, before]) => (typeof value === 'string' && value ? [`${before}${value}`] : []));
  return [what, ...words].join(' ');
}

/** The meid of a success, in an object or in JSON text; a number has lost its leading zeros. */
function meidIn(statusMsg: unknown): string | undefined {
  const result = typeof statusMsg === 'string' ? parsedJson(statusMsg) : statusMsg;
  const meid = isJsonObject(result) ? result['meid'] : undefined;
  if (typeof meid === 'number') return String(meid).padStart(3, '0');
  return typeof meid === 'string' ? meid : undefined;
}
