import { operations } from '../ytx/generated.js';
import type { Done, Undo } from './caller.js';
import { undoOfOthers } from './undo-others.js';
import { pathOf } from './side-effect/effect.js';
import { isJsonObject, parsedJson } from '../json.js';
import type { JsonObject } from '../json.js';

/** What takes back what a request to YTX did. */
export const undoYtx = (done: Done): Undo =>
  done.operation === 'createMeeting' ? undoOfMeeting(done) : undoOfOthers(operations, done);

/** A booking is cancelled by its meid; a meeting that was started has rung its phones. */
function undoOfMeeting({ operation, url, body, isAnswered, result }: Done): Undo {
  if (!isJsonObject(body)) return { by: 'nothing' };
  const bookmeeting = String(body['bookmeeting']);
  if (bookmeeting === '2') {
    // Without an answer it may still be there: then what booked it has to be taken back all the same.
    return isAnswered ? { by: 'nothing', tookBack: booking(String(body['confid'])) } : { by: 'nothing' };
  }
  const meid = isJsonObject(result) ? meidIn(result['statusMsg']) : undefined;
  if (meid === undefined) {
    return {
      by: 'nobody',
      what: `${askedFor(body)} ${isAnswered ? 'whose meid could not be read' : 'that may exist'}`,
    };
  }
  if (bookmeeting === '0') return { by: 'nobody', what: `the meeting ${meid}, which was started` };
  const { appid, meetingname, creator, parties } = body;
  const input = { appid, meetingname, creator, parties, bookmeeting: '2', confid: meid };
  return { by: 'request', operation, input, what: booking(meid), path: pathOf({ url }) };
}

const booking = (meid: string): string => `the booking ${meid}`;

/** What a request without a readable meid asked for: `a booking 周会 at 2026-11-22 12:00`. */
function askedFor({ bookmeeting, meetingname, booktime, confid }: JsonObject): string {
  const what = String(bookmeeting) === '0' ? 'a meeting' : 'a booking';
  const told = [
    [meetingname, ''],
    [confid, 'with the meid '],
    [booktime, 'at '],
  ] as const;
  const words = told.flatMap(([value, before]) => (typeof value === 'string' && value ? [`${before}${value}`] : []));
  return [what, ...words].join(' ');
}

/** A success says its meid in an object, or in text that holds one; as a number it has lost its leading zeros. */
function meidIn(statusMsg: unknown): string | undefined {
  const said = typeof statusMsg === 'string' ? parsedJson(statusMsg) : statusMsg;
  const meid = isJsonObject(said) ? said['meid'] : undefined;
  if (typeof meid === 'number') return String(meid).padStart(3, '0');
  return typeof meid === 'string' ? meid : undefined;
}
