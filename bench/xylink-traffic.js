import { Buffer } from 'node:buffer';
import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';

const read = (path) => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'));

const cast = read('fixtures/xylink/cast.json');
/** The included world's part, which both servers lay out. */
export const written = read('fixtures/xylink/world.json');

const enterpriseId = cast['enterprise:main'];
const { token } = written.enterprises[enterpriseId];
const running = cast['room:running'];
const grouped = cast['room:grouped'];

/** Requests that differ in query and signature, so that caches do not help. */
const variants = 64;

/** `GET meetingStatus` of a room with a running meeting: accepted. */
export const meetingStatus = {
  requests: () => signedRequests('GET', `conferenceControl/${running}/meetingStatus`, () => ''),
  status: 200,
  isExpected: (body) => body.startsWith(`{"meetingRoomNumber":"${running}@CONFNO","meetingId":"115`),
};

/** `POST dynamicGroup` for a room whose groups are open: refused by one of the last checks, and so can be repeated. */
export const groupsOpen = {
  requests: () => signedRequests('POST', 'conferenceControl/meeting/dynamicGroup', groupsAsked),
  status: 400,
  isExpected: (body) => body.includes('"errorCode":66684,'),
};

/** Longer than the 100 bytes that are signed. */
const groupsAsked = (number) =>
  JSON.stringify({
    mode: 'random',
    groupCount: 2,
    meetingRoomNumber: grouped,
    groupName: `周会的分组讨论 ${number} 号`,
  });

/**
 * Requests signed by scheme 1.0 here and not by the product: bytes that any client would send, addressed the usual way,
 * with the provider's host as the first segment of the path.
 */
function signedRequests(method, path, bodyOf) {
  return Array.from({ length: variants }, (_, number) => {
    const body = bodyOf(number);
    const target = `/sdk.xylink.com/api/rest/external/v1/${path}?${signedQuery({ method, path, body }, number)}`;
    if (body === '') return { method, path: target };
    return { method, path: target, headers: { 'Content-Type': 'application/json' }, body };
  });
}

function signedQuery({ method, path, body }, number) {
  const pairs = [`enterpriseId=${enterpriseId}`, `requestId=${1_450_923_006_431 + number}`, 'lang=zh_CN', 'from=bench'];
  const bodyHash = createHash('sha256').update(Buffer.from(body).subarray(0, 100)).digest('base64');
  const text = `${method}\n${path}\n${[...pairs].sort().join('&')}\n${bodyHash}`;
  const signature = createHmac('sha256', token).update(text).digest('base64');
  const first = number % pairs.length;
  const sent = [...pairs.slice(first), ...pairs.slice(0, first)];
  sent.splice(Math.floor(number / pairs.length) % (pairs.length + 1), 0, `signature=${encodeURIComponent(signature)}`);
  return sent.join('&');
}
