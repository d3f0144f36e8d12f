import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createXylinkClient, type XylinkClient } from '../../client/index.js';
import { createSimulator } from '../../simulator/index.js';
import { failureOf } from './ytx-requests.js';
import {
  byLogin,
  byToken,
  fakeTime,
  noon,
  openSmallXylink,
  refusal,
  room,
  type SmallXylink,
  xylinkOf,
} from './xylink-requests.js';

const url = 'https://receiver.example/xylink';

describe.each([
  ['1.0', byToken],
  ['2.0', byLogin],
])('the callbacks of a client that signs with %s', (_, auth) => {
  let xylink: SmallXylink;
  beforeAll(async () => {
    xylink = await openSmallXylink();
  });
  afterAll(() => xylink.close());

  const client = (): XylinkClient => xylinkOf({ baseUrl: xylink.url, auth });
  const last = (): readonly [method: string, path: string, body: unknown] => {
    const { method = '', target = '', body = Buffer.alloc(0) } = xylink.seen.at(-1) ?? {};
    const path = target.replace(/\?.*/, '').replace('/api/rest/external/v1/', '');
    return [method, path, body.length === 0 ? undefined : JSON.parse(body.toString())];
  };

  test('are registered, changed and removed, each by its own request', async () => {
    await client().registerCallback('NewUserCall', url);
    expect(last()).toEqual(['POST', 'callbacks', { callbackEvent: 'NewUserCall', handlerUrl: url }]);
    await client().changeCallback('NewUserCall', url);
    expect(last()).toEqual(['PUT', 'callbacks/NewUserCall', { handlerUrl: url }]);
    await client().removeCallback('NewUserCall');
    expect(last()).toEqual(['DELETE', 'callbacks/NewUserCall', undefined]);
  });

  test('are registered and changed with a version and a tag', async () => {
    const options = { version: 'v2', businessTag: 'sales' };
    await client().registerCallback('NewUserCall', url, options);
    expect(last()).toEqual(['POST', 'callbacks', { callbackEvent: 'NewUserCall', handlerUrl: url, ...options }]);
    await client().changeCallback('NewUserCall', url, { ...options, businessTag: undefined });
    expect(last()).toEqual(['PUT', 'callbacks/NewUserCall', { handlerUrl: url, version: 'v2' }]);
  });

  test('of a room report its participants by default', async () => {
    await client().registerRosterCallback(room, url);
    const registration = { confNumber: room, callbackEvent: 'ConferenceRosterInfo', handlerUrl: url };
    expect(last()).toEqual(['POST', `callbacks/roster/${room}`, registration]);
    await client().registerRosterCallback(room, url, 'NemoHands');
    expect(last()).toEqual(['POST', `callbacks/roster/${room}`, { ...registration, callbackEvent: 'NemoHands' }]);
    await client().removeRosterCallback(room);
    expect(last()).toEqual(['DELETE', `callbacks/roster/${room}`, undefined]);
  });

  test('are listed in English', async () => {
    await client().meetingStatus(room);
    const one = xylinkOf({ baseUrl: xylink.url, auth: byToken });
    xylink.instead.push([200, JSON.stringify([{ callbackEvent: 'LiveStatus', handlerUrl: url }])]);
    expect(await one.listCallbacks()).toEqual([{ event: 'LiveStatus', url }]);
    expect(last()).toEqual(['GET', 'callbacks', undefined]);
    const listed = { confNumber: `${room}@CONFNO`, callbackEvent: 'NemoHands', handlerUrl: url };
    xylink.instead.push([200, JSON.stringify([listed])]);
    expect(await one.listRosterCallbacks()).toEqual([{ room, event: 'NemoHands', url }]);
    expect(last()).toEqual(['GET', 'callbacks/roster', undefined]);
  });

  test('are off contract when a list is empty of everything, or a registration is answered with more', async () => {
    const one = xylinkOf({ baseUrl: xylink.url, auth: byToken });
    xylink.instead.push([200, ''], [200, '[]']);
    expect(await failureOf(one.listCallbacks())).toMatchObject({ name: 'ContractError', operation: 'listCallbacks' });
    const failure = await failureOf(one.registerCallback('NewUserCall', url));
    expect(failure).toMatchObject({ name: 'ContractError', operation: 'registerCallback' });
  });

  test('are listed once more where the provider was busy, and changed but once', async () => {
    const one = xylinkOf({ baseUrl: xylink.url, auth: byToken });
    xylink.instead.push(refusal('serviceBusy'), [200, '[]'], refusal('serviceBusy'));
    expect(await one.listRosterCallbacks()).toEqual([]);
    const failure = await failureOf(one.changeCallback('NewUserCall', url));
    expect(failure).toMatchObject({ refusal: 'serviceBusy', operation: 'changeCallback' });
  });
});

describe('the callbacks of a client that asks the simulator', () => {
  let base: string;
  let close: () => Promise<void>;
  let credentials: Readonly<Record<string, string>>;
  let [idle, small] = ['', ''];
  beforeEach(async () => {
    const simulator = createSimulator({
      clock: { now: () => noon },
      readings: { xylink: { registrationProbe: 'off' } },
      log: () => undefined,
    });
    const cast = simulator.spaces.getOrCreate(undefined).cast()['xylink'] as unknown as Readonly<
      Record<string, Readonly<Record<string, string>>>
    >;
    credentials = cast['enterprise:main'] ?? {};
    [idle = '', small = ''] = ['room:idle', 'room:small'].map((role) => cast[role]?.['meetingRoomNumber']);
    ({ url: base, close } = await simulator.listen(0));
  });
  afterEach(() => close());

  const client = (): XylinkClient => {
    const { enterpriseId = '', token = '' } = credentials;
    return createXylinkClient({ baseUrl: `${base}/sdk.xylink.com`, enterpriseId, auth: { token }, ...fakeTime() });
  };

  test('come and go as they are registered and removed', async () => {
    const xylink = client();
    await xylink.registerCallback('DecryptStatus', url);
    await xylink.removeCallback('DecryptStatus');
    expect(await xylink.listCallbacks()).toEqual([]);
    await xylink.registerCallback('RecordStatus', url);
    await xylink.registerCallback('NewUserCall', '/_simulator/sink/calls');
    await xylink.changeCallback('RecordStatus', `${url}/records`);
    expect(await xylink.listCallbacks()).toEqual([
      { event: 'NewUserCall', url: '/_simulator/sink/calls' },
      { event: 'RecordStatus', url: `${url}/records` },
    ]);
    expect(await failureOf(xylink.changeCallback('LiveStatus', url))).toMatchObject({ refusal: 'parameterInvalid' });
  });

  test('of rooms come and go as they are registered and removed', async () => {
    const xylink = client();
    await xylink.registerRosterCallback(small, url);
    await xylink.registerRosterCallback(idle, url);
    await xylink.removeRosterCallback(idle);
    expect(await xylink.listRosterCallbacks()).toEqual([{ room: small, event: 'ConferenceRosterInfo', url }]);
    expect(await failureOf(xylink.removeRosterCallback(idle))).toMatchObject({ refusal: 'parameterInvalid' });
    const failure = await failureOf(xylink.registerRosterCallback('919999999999', url));
    expect(failure).toMatchObject({ refusal: 'callNumberInvalid', operation: 'registerRosterCallback' });
  });
});

test('the types know which events are of the enterprise, and which of a room', () => {
  const wrong = async (): Promise<void> => {
    // @ts-expect-error it is an event of a room
    await xylinkOf().registerCallback('NemoHands', url);
    // @ts-expect-error it is an event of the enterprise
    await xylinkOf().registerRosterCallback(room, url, 'NewUserCall');
  };
  expect(wrong).toBeInstanceOf(Function);
});
