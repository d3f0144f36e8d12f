// The measure for XYLink: a bare `node:http` server that does by hand, for two calls only, the work that the simulator does.
import { Buffer } from 'node:buffer';
import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { written } from '../xylink-traffic.js';
import { serving } from './serving.js';

const exchangesKept = 1_000;

const enterprises = new Map(Object.entries(written.enterprises));
const rooms = new Map(Object.entries(written.rooms));
const meetings = new Map(Object.entries(written.meetings));
const exchanges = new Array(exchangesKept);
let asked = 0;

const prefix = '/api/rest/external/v1/';
const statusPath = /^conferenceControl\/([^/]+)\/meetingStatus$/;

function callOf({ method, url }) {
  const mark = url.indexOf('?');
  const start = url.lastIndexOf(prefix, mark) + prefix.length;
  return { method, path: url.slice(start, mark), pairs: url.slice(mark + 1).split('&') };
}

const valueIn = (pairs, start) => pairs.find((pair) => pair.startsWith(start))?.slice(start.length) ?? '';
const keyOf = (pair) => pair.slice(0, pair.indexOf('='));

function byKey(one, other) {
  const a = keyOf(one);
  const b = keyOf(other);
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function signatureIsRight({ method, path, pairs }, body, { token }) {
  const query = pairs
    .filter((pair) => !pair.startsWith('signature='))
    .sort(byKey)
    .join('&');
  const text = `${method}\n${path}\n${query}\n${hash('sha256', body.subarray(0, 100), 'base64')}`;
  const right = createHmac('sha256', token).update(text).digest();
  const given = Buffer.from(decodeURIComponent(valueIn(pairs, 'signature=')).replaceAll(' ', '+'), 'base64');
  return given.length === right.length && timingSafeEqual(given, right);
}

const refusal = (errorCode, userMessage) => ({
  status: 400,
  reply: Buffer.from(
    JSON.stringify({
      developerMessage: '',
      userMessage,
      errorCode,
      moreInfo: `http://www.com.ainemo.com/errors/${errorCode}`,
    }),
  ),
});
const signatureInvalid = refusal(60003, 'openapi.invalid.signature');
const invalid = refusal(1001, 'invalid.parameter');
const roomUnknown = refusal(60012, 'error.call.number');
const noMeeting = refusal(66620, 'error.no.meeting');
const alreadyOpen = refusal(66684, 'error.meeting.group.already.open');

function answerTo(request, body) {
  const call = callOf(request);
  const enterpriseId = valueIn(call.pairs, 'enterpriseId=');
  const enterprise = enterprises.get(enterpriseId);
  if (enterprise === undefined || !signatureIsRight(call, body, enterprise)) return signatureInvalid;
  const number = statusPath.exec(call.path)?.[1];
  if (call.method === 'GET' && number !== undefined) return statusOf(decodeURIComponent(number), enterpriseId);
  const mayGroup = call.method === 'POST' && call.path === 'conferenceControl/meeting/dynamicGroup';
  return mayGroup && Number.parseFloat(enterprise.platform) >= 6 ? groups(body, enterpriseId) : invalid;
}

function statusOf(number, enterpriseId) {
  const room = rooms.get(number);
  if (room?.enterprise !== enterpriseId) return roomUnknown;
  const meeting = meetings.get(number);
  const shown = {
    meetingRoomNumber: `${number}@CONFNO`,
    meetingId: meeting?.meetingId ?? null,
    meetingName: room.name,
    mode: meeting === undefined ? 0 : 1,
    mainVenue: null,
    mainImage: null,
    deviceStatusList: meeting?.participants.map(deviceStatus) ?? null,
    handUpList: meeting === undefined ? null : [],
    recordingDevice: null,
    contentDevice: null,
    whiteBoardDevice: null,
  };
  return { status: 200, reply: Buffer.from(JSON.stringify(shown)) };
}

const deviceStatus = ({ name, muted, id, type, participantId, externalUserId = null, participantNumber }) => ({
  name,
  muteStatus: muted ? 1 : 0,
  device: { id, type, participantId, externalUserId, participantNumber },
});

function groups(body, enterpriseId) {
  const asks = parsed(body);
  if (typeof asks?.meetingRoomNumber !== 'string' || ![undefined, 'random', 'manual'].includes(asks.mode))
    return invalid;
  if (asks.mode === 'manual' && !Array.isArray(asks.groupList)) return invalid;
  if (rooms.get(asks.meetingRoomNumber)?.enterprise !== enterpriseId) return roomUnknown;
  const meeting = meetings.get(asks.meetingRoomNumber);
  if (meeting === undefined) return noMeeting;
  // To make groups is not this server's: the bench asks for a room that has them.
  return meeting.groups?.length > 0 ? alreadyOpen : invalid;
}

function parsed(body) {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

function serve(request, response, body) {
  const { method, url, rawHeaders } = request;
  const at = Date.now();
  const { status, reply } = answerTo(request, body);
  const length = String(reply.length);
  response.writeHead(status, ['Content-Type', 'application/json;charset=utf-8', 'Content-Length', length]);
  response.end(reply);
  exchanges[asked % exchangesKept] = { at, method, url, rawHeaders, body, reply };
  asked += 1;
}

// Node adds the Date header by itself.
const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => serve(request, response, chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
});
server.listen(0, '127.0.0.1', () => serving(server.address().port));
