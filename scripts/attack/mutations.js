import { authorizationOf, signOf } from '../../contracts/ytx/signing.js';
import { timestampOf } from '../../contracts/ytx/china-time.js';
import { signatureOne } from '../../contracts/xylink/signing-scheme1.js';
import { addresses, jsons, texts, value } from './values.js';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'BREW', 'post'];
const percentEncoded = (text) => encodeURIComponent(text.toWellFormed());
const oneLine = (text) => text.replaceAll(/[\r\n]/g, '').slice(0, 12_000);

/** A request as bytes. */
function request({ method = 'POST', target, headers = [], body = '' }) {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
  const length = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name))
    ? []
    : [['Content-Length', bytes.length]];
  const lines = [['Host', '127.0.0.1'], ...headers, ...length, ['Connection', 'close']];
  const head = lines.map(([name, text]) => `${name}: ${text}\r\n`).join('');
  return Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\n${head}\r\n`), bytes]);
}

/** Bytes changed, cut, doubled, or put in. */
function mutated(bytes, random) {
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
      ['X-Forwarded-For', random.pick(texts)().slice(0, 200)],
      ['Authorization', 'a'.repeat(8000)],
      ['Content-Encoding', 'gzip'],
    ]),
  ).map(([name, text]) => [name, oneLine(text)]);

function ytxBody(random, cast) {
  if (random.chance(0.3)) return random.pick(jsons)();
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
function signedYtx(random, { cast, now }, space = '') {
  const { accountSID, authToken } = cast.ytx['account:active'];
  const timestamp = timestampOf(now());
  const Sign = signOf({ accountSID, authToken }, timestamp);
  const target = `${space}/api.ytx.net/201612/sid/${accountSID}/call/TeleMeeting.wx?Sign=${Sign}`;
  const headers = [['Authorization', authorizationOf({ accountSID, timestamp })], ...oddHeaders(random)];
  return request({ target, headers, body: ytxBody(random, cast) });
}

const external = '/api/rest/external/v1';

/** Method and path of a call of XYLink, and the fields of its body. */
function xylinkCall(random) {
  const room = random.pick(['910000000001', '910000000002', percentEncoded(random.pick(texts)().slice(0, 60))]);
  const control = `${external}/conferenceControl`;
  const event = random.pick([
    'ConferenceRosterInfo',
    'InMeetingState',
    percentEncoded(random.pick(texts)().slice(0, 60)),
  ]);
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
  if (random.chance(0.3)) return random.pick(jsons)();
  if (Array.isArray(right) || random.chance(0.2)) return JSON.stringify(value(random));
  const member = random.pick([...Object.keys(right), 'groupList', 'mode', 'participantNumber']);
  return JSON.stringify({ ...right, [member]: value(random) });
}

/** A call of XYLink with a valid signature and any body. */
function signedXylink(random, { cast }) {
  const { enterpriseId, token } = cast.xylink['enterprise:main'];
  const [method, path, right] = xylinkCall(random);
  const signed = `${path}?enterpriseId=${enterpriseId}`;
  const body = Buffer.from(xylinkBody(random, right));
  const signature = encodeURIComponent(signatureOne({ method, target: signed, body }, token));
  return request({
    method,
    target: `/sdk.xylink.com${signed}&signature=${signature}`,
    headers: oddHeaders(random),
    body,
  });
}

const controls = [
  ['GET', '/journal'],
  ['GET', '/journal/1'],
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
  ['GET', '/spaces'],
  ['POST', '/reset'],
  ['GET', '/checks'],
  ['GET', '/openapi.json'],
];

function control(random) {
  const [method, path] = random.pick(controls);
  const query = random.chance(0.3)
    ? `?${random.pick(['limit', 'after', 'form', 'operation', 'x'])}=${percentEncoded(random.pick(texts)().slice(0, 2000))}`
    : '';
  const body = method === 'GET' ? '' : random.chance(0.3) ? random.pick(jsons)() : JSON.stringify(value(random));
  return request({
    method,
    target: `/~s${random.below(400)}/_simulator${path}${query}`,
    headers: oddHeaders(random),
    body,
  });
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
  const target = `${host}/${encodeURI(oneLine(random.pick(texts)()).toWellFormed()).slice(0, 8000)}`;
  return request({ method: random.pick(methods), target, headers: oddHeaders(random), body: random.pick(texts)() });
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
