import { authorizationOf, signOf } from '../../contracts/ytx/signing.js';
import { timestampOf } from '../../contracts/ytx/china-time.js';
import { signatureOne } from '../../contracts/xylink/signing-scheme1.js';
import { addresses, json, text, value } from './values.js';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'BREW', 'post'];
const percentEncoded = (each) => encodeURIComponent(each.toWellFormed());
const oneLine = (each) => each.slice(0, 12_000).replaceAll(/[\r\n]/g, '');

/** With one of these a server may see another number of requests, or expect more bytes. */
const framing = new Set(['Transfer-Encoding', 'Content-Length', 'Expect', 'Upgrade']);

/** A request as bytes; `isOneRequest` if every server sees exactly one in them. */
function request({ method = 'POST', target, headers = [], body = '' }) {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
  const isOneRequest = headers.every(([name]) => !framing.has(name));
  const length = headers.some(([name]) => name === 'Content-Length' || name === 'Transfer-Encoding')
    ? []
    : [['Content-Length', bytes.length]];
  const lines = [['Host', '127.0.0.1'], ...headers, ...length, ...(isOneRequest ? [] : [['Connection', 'close']])];
  const head = lines.map((line) => `${line.join(': ')}\r\n`).join('');
  return { bytes: Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\n${head}\r\n`), bytes]), isOneRequest };
}

/** Bytes changed, cut, doubled, or put in. */
function mutated({ bytes }, random) {
  return { bytes: mutatedBytes(bytes, random), isOneRequest: false };
}

function mutatedBytes(bytes, random) {
  const copy = Buffer.from(bytes);
  for (let changes = random.below(4); changes > 0; changes -= 1) copy[random.below(copy.length)] = random.below(256);
  const at = random.below(copy.length);
  const way = random.below(5);
  if (way === 0) return copy.subarray(0, at);
  if (way === 1) return Buffer.concat([copy, copy]);
  if (way === 2) return Buffer.concat([copy.subarray(0, at), random.bytes(random.below(64)), copy.subarray(at)]);
  return copy;
}

const oddHeaders = (random) =>
  Array.from({ length: random.chance(0.3) ? 1 + random.below(3) : 0 }, () =>
    random.pick([
      ['Transfer-Encoding', 'chunked'],
      ['Transfer-Encoding', 'gzip, chunked'],
      ['Content-Length', '-1'],
      ['Content-Length', '5'],
      ['Expect', '100-continue'],
      ['Upgrade', 'websocket'],
      ['Host', 'api.ytx.net'],
      ['Origin', 'http://evil.example'],
      ['X-Forwarded-For', text(random).slice(0, 200)],
      ['Authorization', 'a'.repeat(8000)],
      ['Content-Encoding', 'gzip'],
    ]),
  ).map(([name, each]) => [name, oneLine(each)]);

function ytxBody(random, cast) {
  if (random.chance(0.3)) return json(random);
  const right = {
    action: 'createMeeting',
    appid: cast.ytx['app:production'].appid,
    meetingname: 'weekly',
    creator: '10000000001',
    parties: '[{"name":"a","phone":"10000000002"}]',
    bookmeeting: '0',
  };
  const changed = Array.from({ length: random.below(3) }, () => [random.pick(Object.keys(right)), value(random)]);
  return JSON.stringify({ ...right, ...Object.fromEntries(changed) });
}

/** A createMeeting with a valid signature and any body. */
function signedYtx(random, { cast, now, carry }, space = '') {
  const { accountSID, authToken } = cast.ytx['account:active'];
  const timestamp = timestampOf(now());
  const Sign = signOf({ accountSID, authToken }, timestamp);
  carry(Sign);
  const target = `${space}/api.ytx.net/201612/sid/${accountSID}/call/TeleMeeting.wx?Sign=${Sign}`;
  const headers = [['Authorization', authorizationOf({ accountSID, timestamp })], ...oddHeaders(random)];
  return request({ target, headers, body: ytxBody(random, cast) });
}

const external = '/api/rest/external/v1';

/** Method and path of a call of XYLink, and the fields of its body. */
function xylinkCall(random) {
  const room = random.pick(['910000000001', '910000000002', percentEncoded(text(random).slice(0, 60))]);
  const control = `${external}/conferenceControl`;
  const event = random.pick(['ConferenceRosterInfo', 'InMeetingState', percentEncoded(text(random).slice(0, 60))]);
  return random.pick([
    ['POST', `${control}/meeting/dynamicGroup`, { meetingRoomNumber: room, groupCount: 2 }],
    ['PUT', `${control}/invitation`, { callNumber: room, deviceList: [] }],
    ['PUT', `${control}/${room}/disconnect`, []],
    ['PUT', `${control}/${room}/end`, {}],
    ['GET', `${control}/${room}/meetingStatus`, ''],
    ['POST', `${external}/callbacks`, { callbackEvent: event, callbackUrl: 'http://127.0.0.1:1/' }],
    ['PUT', `${external}/callbacks/${event}`, {}],
    ['DELETE', `${external}/callbacks/${event}`, ''],
    ['GET', `${external}/callbacks`, ''],
    ['POST', `${external}/callbacks/roster/${room}`, {}],
  ]);
}

function xylinkBody(random, right) {
  if (right === '') return '';
  if (random.chance(0.3)) return json(random);
  if (Array.isArray(right) || random.chance(0.2)) return JSON.stringify(value(random));
  const member = random.pick([...Object.keys(right), 'groupList', 'mode', 'participantNumber']);
  return JSON.stringify({ ...right, [member]: value(random) });
}

/** A call of XYLink with a valid signature and any body. */
function signedXylink(random, { cast, carry }) {
  const { enterpriseId, token } = cast.xylink['enterprise:main'];
  const [method, path, right] = xylinkCall(random);
  const signed = `${path}?enterpriseId=${enterpriseId}`;
  const body = Buffer.from(xylinkBody(random, right));
  const signature = signatureOne({ method, target: signed, body }, token);
  carry(signature);
  carry(encodeURIComponent(signature));
  return request({
    method,
    target: `/sdk.xylink.com${signed}&signature=${encodeURIComponent(signature)}`,
    headers: oddHeaders(random),
    body,
  });
}

const controls = [
  ['GET', '/journal'],
  ['GET', '/journal/1'],
  ['GET', '/journal/1?bodies=whole'],
  ['GET', '/journal?bodies=whole'],
  ['GET', '/journal/1/diagnosis'],
  ['GET', '/world'],
  ['PUT', '/world'],
  ['PATCH', '/world'],
  ['PUT', '/clock'],
  ['POST', '/clock/advance'],
  ['PUT', '/readings'],
  ['PUT', '/scenarios/slow-1ms'],
  ['PUT', '/scenarios/sign-wrong'],
  ['GET', '/scenarios'],
  ['DELETE', '/scenarios'],
  ['GET', '/callbacks'],
  ['GET', '/sink?bodies=whole'],
  ['POST', '/sink/x'],
  ['GET', '/spaces'],
  ['POST', '/reset'],
  ['GET', '/checks'],
  ['GET', '/openapi.json'],
];

/** A request to the control API of one of many spaces, or a call that its journal will show. */
function control(random, target) {
  const space = `/~s${random.below(400)}`;
  if (random.chance(0.2)) return signedYtx(random, target, space);
  const [method, path] = random.pick(controls);
  const query = random.chance(0.3)
    ? `${path.includes('?') ? '&' : '?'}${random.pick(['limit', 'after', 'form', 'operation', 'x'])}=${percentEncoded(text(random).slice(0, 2000))}`
    : '';
  const body = method === 'GET' ? '' : random.chance(0.3) ? json(random) : JSON.stringify(value(random));
  return request({ method, target: `${space}/_simulator${path}${query}`, headers: oddHeaders(random), body });
}

/** An address for callbacks, in the world or in a registration. */
function callback(random, target) {
  const url = random.pick(addresses(target.port));
  const { appid } = target.cast.ytx['app:production'];
  const account = target.cast.ytx['account:active'].accountSID;
  const application = { account, environment: 'production', callbackUrl: url };
  const patch = { ytx: { applications: { [appid]: application } } };
  if (random.chance(0.5))
    return request({ method: 'PATCH', target: '/~callbacks/_simulator/world', body: JSON.stringify(patch) });
  if (random.chance(0.4)) return signedYtx(random, target, '/~callbacks');
  const step = JSON.stringify({ by: random.pick(['PT1H', 'PT1S', 'P1D', '-PT1S', 'PT999999999H', 'x']) });
  return request({ target: '/~callbacks/_simulator/clock/advance', body: step });
}

function plain(random) {
  const host = random.pick([
    '/sandbox.ytx.net',
    '/api.ytx.net',
    '/sdk.xylink.com',
    '/~a',
    '/+sign-wrong',
    '',
    '/+',
    '/~',
  ]);
  const target = `${host}/${encodeURI(oneLine(text(random)).slice(0, 8000).toWellFormed()).slice(0, 8000)}`;
  return request({ method: random.pick(methods), target, headers: oddHeaders(random), body: text(random) });
}

/** Every kind of hostile request, each made from random values and its target. */
export const mutations = {
  raw: (random, target) => mutated(random.pick([plain, signedYtx, control])(random, target), random),
  plain,
  ytx: signedYtx,
  xylink: signedXylink,
  control,
  callback,
};
