import type { Done, Undo } from './callers.js';
import { isObject, parsedJson } from './json.js';

/** What takes back a createMeeting: a booking is cancelled by its meid; a meeting that was started has rung its phones. */
export function undoYtx({ operation, body, result }: Done): Undo {
  if (!isObject(body) || !isObject(result)) return { by: 'nothing' };
  const meid = meidIn(result['statusMsg']);
  const bookmeeting = String(body['bookmeeting']);
  if (bookmeeting === '2') return { by: 'nothing', tookBack: booking(String(body['confid'])) };
  if (meid === undefined) return { by: 'nothing' };
  if (bookmeeting === '0') return { by: 'nobody', what: `the meeting ${meid}, which was started` };
  const { appid, meetingname, creator, parties } = body;
  const input = { appid, meetingname, creator, parties, bookmeeting: '2', confid: meid };
  return { by: 'request', operation, input, what: booking(meid) };
}

const booking = (meid: string): string => `the booking ${meid}`;

/** A success says its meid in an object, or in text that holds one. */
function meidIn(statusMsg: unknown): string | undefined {
  const said = typeof statusMsg === 'string' ? parsedJson(statusMsg) : statusMsg;
  const meid = isObject(said) ? said['meid'] : undefined;
  return typeof meid === 'string' || typeof meid === 'number' ? String(meid) : undefined;
}
