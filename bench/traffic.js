import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const read = (path) => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'));

const cast = read('fixtures/ytx/cast.json');
const written = read('fixtures/ytx/world.json');

export const accountSID = cast['account:active'];
export const appid = cast['app:sandbox'];
export const authToken = written.accounts[accountSID].authToken;

/** Requests that differ in name and timestamp, so that caches do not help. */
const variants = 64;

/**
 * Real createMeeting requests that start a meeting, signed here and not by the product: bytes that any client would
 * send, addressed the usual way, with the provider's host as the first segment of the path.
 */
export function signedRequests(now = Date.now()) {
  return Array.from({ length: variants }, (_, number) => signedRequest(now - number * 1000, number));
}

function signedRequest(signedAt, number) {
  const timestamp = new Date(signedAt + 8 * 60 * 60 * 1000).toISOString().slice(0, 19).replace(/[-:T]/g, '');
  const sign = createHash('md5').update(`${accountSID}${authToken}${timestamp}`).digest('hex');
  return {
    method: 'POST',
    path: `/sandbox.ytx.net/201612/sid/${accountSID}/call/TeleMeeting.wx?Sign=${sign}`,
    headers: {
      Authorization: Buffer.from(`${accountSID}|${timestamp}`).toString('base64'),
      'Content-Type': 'application/json;charset=utf-8',
      Accept: 'application/json',
    },
    body: JSON.stringify({
      action: 'createMeeting',
      appid,
      meetingname: `周会 ${number}`,
      creator: '10000007556',
      parties: [
        { name: '张三', phone: '10000000804' },
        { name: '李四', phone: '01000000200,1234' },
      ],
      bookmeeting: '0',
      confid: '',
      booktime: '',
      shownumber: '',
    }),
  };
}

/** Whether a reply's body says that the meeting was made. */
export const isSuccess = (body) => body.startsWith('{"statusCode":"0"');
