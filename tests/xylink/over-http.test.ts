import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { operations, type RefusalName, refusals } from '../../contracts/xylink/generated.js';
import { mobileOf } from '../../simulator/world-generator/phones.js';
import { ask, type HttpServer, openHttpServer, type WireReply, type WireRequest } from '../support/http-server.js';
import { byOne, groups, main, noon, rooms, signedByOne } from './xylink-requests.js';

let opened: HttpServer;
let spaces = 0;
beforeAll(async () => {
  opened = await openHttpServer(noon);
});
afterAll(() => opened.close());

const here = (): string => `space-${spaces}`;

/** Asks in the space of this test. */
const send = async (request: WireRequest, { server }: HttpServer = opened): Promise<WireReply> =>
  ask(server, { ...request, target: `/~${here()}/sdk.xylink.com${request.target}` });

const json = (value: unknown): string => JSON.stringify(value);
const login = (client_secret: string): WireRequest => ({
  method: 'POST',
  target: '/admin/login/oauth/app_token',
  body: json({ client_id: main.clientId, client_secret, enterpriseId: main.enterpriseId, refresh_token: null }),
});
const refresh = (refresh_token: string): WireRequest => ({
  method: 'POST',
  target: '/admin/login/refresh_token',
  body: json({ refresh_token }),
});
/** From the included world: a login that is over, whose refresh token is good. */
const goodRefreshToken = '11111111-0000-4000-8000-000000000002';
const handlerUrl = '/_simulator/sink/xylink';
const devices = [{ number: '600001' }, { number: mobileOf(1) }];
const roster = (confNumber: string, callbackEvent: string): WireRequest =>
  signedByOne('POST', `callbacks/roster/${confNumber}`, json({ confNumber, callbackEvent, handlerUrl }));

type RefusedError = readonly [request: WireRequest, check: string, refusal: RefusalName];

interface Asked {
  /** The request that makes the accepted one acceptable. */
  readonly first?: WireRequest;
  readonly accepted: WireRequest;
  readonly body: RegExp;
  readonly refused: readonly RefusedError[];
}

const nothing = /^$/;
const noSuchRoom = '919999999999';
const tokens = /^\{"message":"success","data":\{"access_token":"[0-9a-f-]{36}",.*"expires_in":7200\}\}$/;

const registration = signedByOne('POST', 'callbacks', json({ callbackEvent: 'DecryptStatus', handlerUrl }));

/** By operation, a request that is accepted, and some that are not. Contract cases are played over HTTP as well. */
const asked: Readonly<Record<string, Asked>> = {
  appToken: {
    accepted: login(main.clientSecret),
    body: tokens,
    refused: [[login('wrong'), 'xylink/client-secret-is-right', 'loginRefused']],
  },
  changeCallback: {
    first: registration,
    accepted: signedByOne('PUT', 'callbacks/DecryptStatus', json({ handlerUrl })),
    body: nothing,
    refused: [
      [
        signedByOne('PUT', 'callbacks/NewUserCall', json({ handlerUrl })),
        'xylink/callback-is-registered',
        'parameterInvalid',
      ],
    ],
  },
  createGroups: {
    accepted: groups({ meetingRoomNumber: rooms.running, groupCount: 2 }),
    body: /^\[\{"groupNo":"mms[0-9a-f]{32}","groupName":"分组1",/,
    refused: [
      [groups({ meetingRoomNumber: rooms.idle }), 'xylink/meeting-is-running', 'noMeeting'],
      [groups({ meetingRoomNumber: rooms.grouped }), 'xylink/groups-are-not-open', 'groupsAlreadyOpen'],
      [
        groups({ meetingRoomNumber: rooms.small, groupCount: 3 }),
        'xylink/group-count-is-within-the-maximum',
        'tooManyGroups',
      ],
    ],
  },
  disconnect: {
    accepted: byOne('PUT', `${rooms.running}/disconnect`, json([{ id: 101000001, type: 5 }])),
    body: nothing,
    refused: [
      [byOne('PUT', `${rooms.running}/disconnect`, '[]'), 'xylink/participants-are-a-list', 'parameterInvalid'],
    ],
  },
  endMeeting: {
    accepted: byOne('PUT', `${rooms.running}/end`),
    body: nothing,
    refused: [[byOne('PUT', `${rooms.idle}/end`), 'xylink/meeting-can-end', 'internalError']],
  },
  invite: {
    accepted: byOne('PUT', 'invitation', json({ callNumber: rooms.idle, deviceList: devices })),
    body: nothing,
    refused: [
      [byOne('PUT', 'invitation', json({ callNumber: rooms.idle })), 'xylink/devices-are-a-list', 'parameterInvalid'],
    ],
  },
  listCallbacks: {
    first: registration,
    accepted: signedByOne('GET', 'callbacks'),
    body: /^\[\{"callbackEvent":"DecryptStatus","handlerUrl":"\/_simulator\/sink\/xylink"\}\]$/,
    refused: [
      [signedByOne('GET', 'callbacks', '', { token: 'wrong' }), 'xylink/signature-one-is-right', 'signatureInvalid'],
    ],
  },
  listRosterCallbacks: {
    first: roster(rooms.idle, 'NemoHands'),
    accepted: signedByOne('GET', 'callbacks/roster'),
    body: /^\[\{"confNumber":"910000000002","callbackEvent":"NemoHands",/,
    refused: [
      [
        signedByOne('GET', 'callbacks/roster', '', { enterpriseId: 'none' }),
        'xylink/enterprise-is-known',
        'enterpriseUnknown',
      ],
    ],
  },
  meetingStatus: {
    accepted: byOne('GET', `${rooms.running}/meetingStatus`),
    body: /^\{"meetingRoomNumber":"910000000001@CONFNO","meetingId":"1156000000001","meetingName":"周会",/,
    refused: [[byOne('GET', `${noSuchRoom}/meetingStatus`), 'xylink/room-exists', 'callNumberInvalid']],
  },
  refreshToken: {
    accepted: refresh(goodRefreshToken),
    body: tokens,
    refused: [[refresh('wrong'), 'xylink/refresh-token-is-good', 'refreshTokenInvalid']],
  },
  registerCallback: {
    accepted: signedByOne('POST', 'callbacks', json({ callbackEvent: 'NewUserCall', handlerUrl })),
    body: nothing,
    refused: [
      [
        signedByOne('POST', 'callbacks', json({ callbackEvent: 'NewUserCall', handlerUrl: 'ftp://a' })),
        'xylink/handler-url-is-usable',
        'parameterInvalid',
      ],
    ],
  },
  registerRosterCallback: {
    accepted: roster(rooms.running, 'ConferenceRosterInfo'),
    body: nothing,
    refused: [[roster(rooms.running, 'NewUserCall'), 'xylink/roster-event-is-known', 'parameterInvalid']],
  },
  removeCallback: {
    first: registration,
    accepted: signedByOne('DELETE', 'callbacks/DecryptStatus'),
    body: nothing,
    refused: [[signedByOne('DELETE', 'callbacks/NewUserCall'), 'xylink/callback-is-registered', 'parameterInvalid']],
  },
  removeRosterCallback: {
    first: roster(rooms.idle, 'NemoHands'),
    accepted: signedByOne('DELETE', `callbacks/roster/${rooms.idle}`),
    body: nothing,
    refused: [
      [
        signedByOne('DELETE', `callbacks/roster/${rooms.running}`),
        'xylink/roster-callback-is-registered',
        'parameterInvalid',
      ],
    ],
  },
};

const date = 'Sat, 21 Nov 2026 04:00:00 GMT';

test.each(Object.entries(operations))(
  '%s is refused over HTTP without a signature',
  async (_name, { method, path }) => {
    spaces += 1;
    const target = path.replace('{version}', 'v1').replace(/\{\w+\}/g, 'unknown');
    const { status, headers } = await send({ method, target, body: '' });
    expect([200, 400]).toContain(status);
    expect(headers['simulator-refused-by']).toMatch(/^xylink\//);
  },
);

describe.each(Object.entries(asked))('%s over HTTP', (_operation, { first, accepted, body, refused }) => {
  test('is accepted, with exactly these headers', async () => {
    spaces += 1;
    if (first !== undefined) expect(await send(first)).toMatchObject({ status: 200 });
    const { status, headers, bytes, text } = await send(accepted);
    expect({ status, text }).toEqual({ status: 200, text: expect.stringMatching(body) });
    expect(headers).toEqual({
      ...(bytes.length > 0 && { 'content-type': 'application/json;charset=utf-8' }),
      'content-length': String(bytes.length),
      date,
      connection: 'close',
      'simulator-exchange': first === undefined ? '1' : '2',
      'simulator-space': here(),
    });
  });

  test.each(refused)('is refused when it is %j', async (request, check, name) => {
    spaces += 1;
    const { status, headers, text } = await send(request);
    expect({ status, text }).toEqual({ status: refusals[name].status, text: refusals[name].body });
    expect(headers).toMatchObject({
      'content-length': String(Buffer.byteLength(refusals[name].body)),
      date,
      'simulator-refused-by': check,
      'simulator-diagnosis': expect.stringContaining(`/~${here()}/_simulator/journal/1/diagnosis`),
    });
  });

  test('has no header of ours when the simulator is faithful', async () => {
    const faithful = await openHttpServer(noon, { faithful: true });
    for (const request of [accepted, ...refused.map(([each]) => each)]) {
      spaces += 1;
      const { headers } = await send(request, faithful);
      const own = Object.keys(headers).filter(
        (name) => !['connection', 'content-length', 'content-type', 'date'].includes(name),
      );
      expect(own).toEqual([]);
    }
    await faithful.close();
  });
});

describe('a body over HTTP', () => {
  const invitation = json({ callNumber: rooms.idle, deviceList: [{ number: '会议室😀' }] });

  test.each([
    ['JSON', {}],
    ['declared as a form', { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['declared in another charset', { 'Content-Type': 'application/json; charset=gbk' }],
    ['declared as compressed', { 'Content-Encoding': 'gzip' }],
  ])('is verified and read byte for byte, %s', async (_says, headers) => {
    spaces += 1;
    expect(await send({ ...byOne('PUT', 'invitation', invitation), headers })).toMatchObject({ status: 200, text: '' });
    const { text } = await send(byOne('GET', `${rooms.idle}/meetingStatus`));
    expect(text).toContain('"participantNumber":"会议室😀"');
  });

  test.each([
    ['one byte of the first hundred is another', Buffer.from(invitation.replace('callNumber', 'callnumber'))],
    ['it has a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(invitation)])],
    ['it is missing', Buffer.alloc(0)],
  ])('breaks the signature when %s', async (_says, body) => {
    spaces += 1;
    const { headers } = await send({ ...byOne('PUT', 'invitation', invitation), body });
    expect(headers['simulator-refused-by']).toBe('xylink/signature-one-is-right');
  });

  test('is refused as no JSON when its bytes are no UTF-8, behind the hundred that are signed', async () => {
    spaces += 1;
    const long = json({ callNumber: rooms.idle, deviceList: [{ number: '6'.repeat(100) }] });
    const body = Buffer.concat([Buffer.from(long.slice(0, -4)), Buffer.from([0xff]), Buffer.from(long.slice(-4))]);
    const { status, headers } = await send({ ...byOne('PUT', 'invitation', long), body });
    expect([status, headers['simulator-refused-by']]).toEqual([400, 'xylink/body-is-a-json-object']);
  });
});

describe('what the simulator does not model', () => {
  test.each([
    ['an operation of the provider', byOne('PUT', 'meeting/supervise', '{}'), 'meeting_supervise?platform=server'],
    ['a mistyped path', groups({}), 'Did you mean POST /api/rest/external/{version}/conferenceControl/'],
  ])("has its text where the provider's SDK looks for it: %s", async (_what, request, says) => {
    spaces += 1;
    const target = request.target.replace('dynamicGroup', 'dynamicGroups');
    const { status, text } = await send({ ...request, target });
    const { detail, fix, userMessage } = JSON.parse(text) as Record<string, string>;
    expect([status, userMessage]).toEqual([501, `${detail ?? ''} ${fix ?? ''}`]);
    expect(fix).toContain(says);
    expect(text).not.toMatch(/contracts|(?<!_)simulator\/|endpoints/);
  });
});
