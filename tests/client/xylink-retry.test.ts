import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { XylinkClient } from '../../client/index.js';
import { failureOf } from './ytx-requests.js';
import {
  byLogin,
  type FakeTime,
  fakeTime,
  openSmallXylink,
  refusal,
  room,
  type SmallXylink,
  xylinkOf,
} from './xylink-requests.js';

let xylink: SmallXylink;
let time: FakeTime;
beforeEach(async () => {
  xylink = await openSmallXylink();
  time = fakeTime();
});
afterEach(() => xylink.close());

const broken = (code: string, syscall: string): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code, syscall }) });
const noConnection = broken('ECONNREFUSED', 'connect');
const cut = broken('ECONNRESET', 'read');

/** A fetch that fails so often, and how often it was asked. */
function failing(times: number, error: Error): { readonly fetch: typeof fetch; asked: () => number } {
  let asked = 0;
  return {
    asked: () => asked,
    fetch(...request) {
      asked += 1;
      return asked <= times ? Promise.reject(error) : fetch(...request);
    },
  };
}

/** Everything that changes something. */
const changes: readonly (readonly [string, (client: XylinkClient) => Promise<unknown>])[] = [
  ['createGroups', (client) => client.createGroups({ room })],
  ['invite', (client) => client.invite(room, ['1'])],
  ['disconnect', (client) => client.disconnect(room, [{ id: 1, type: 5 }])],
  ['endMeeting', (client) => client.endMeeting(room)],
];

describe('what only reads', () => {
  test('is asked once more a second later when there was no connection', async () => {
    const { fetch, asked } = failing(1, noConnection);
    expect(await xylinkOf({ baseUrl: xylink.url, ...time, fetch }).meetingStatus(room)).toMatchObject({ room });
    expect([asked(), time.slept]).toEqual([2, [1000]]);
  });

  test('is asked once more a second later when the limit refused it', async () => {
    xylink.instead.push(refusal('serviceBusy'));
    expect(await xylinkOf({ baseUrl: xylink.url, ...time }).meetingStatus(room)).toMatchObject({ room });
    expect([xylink.arrived(), time.slept]).toEqual([2, [1000]]);
  });

  test('is asked once more after the pause that the provider asks for, but not after minutes', async () => {
    const [status, body] = refusal('serviceBusy');
    for (const seconds of ['3', '600']) xylink.instead.push([status, body, { 'Retry-After': seconds }]);
    const client = xylinkOf({ baseUrl: xylink.url, ...time });
    expect(await client.meetingStatus(room).catch(() => client.meetingStatus(room))).toMatchObject({ room });
    expect(time.slept).toEqual([3000]);
  });

  test('is asked no third time', async () => {
    xylink.instead.push(refusal('serviceBusy'), refusal('serviceBusy'));
    const failure = await failureOf(xylinkOf({ baseUrl: xylink.url, ...time }).meetingStatus(room));
    expect(failure).toMatchObject({ refusal: 'serviceBusy', code: '900' });
    const { fetch, asked } = failing(9, noConnection);
    expect(await failureOf(xylinkOf({ ...time, fetch }).meetingStatus(room))).toMatchObject({ name: 'NetworkError' });
    expect([xylink.arrived(), asked()]).toEqual([2, 2]);
  });

  test('is not asked again when it may have arrived, or was refused for any other reason', async () => {
    const { fetch, asked } = failing(9, cut);
    expect(await failureOf(xylinkOf({ ...time, fetch }).meetingStatus(room))).toMatchObject({ mayHaveHappened: true });
    xylink.instead.push(refusal('internalError'));
    await failureOf(xylinkOf({ baseUrl: xylink.url, ...time }).meetingStatus(room));
    expect([asked(), xylink.arrived(), time.slept]).toEqual([1, 1, []]);
  });

  test('is asked again when the login had no connection', async () => {
    const { fetch, asked } = failing(1, noConnection);
    await xylinkOf({ baseUrl: xylink.url, auth: byLogin, ...time, fetch }).meetingStatus(room);
    expect(asked()).toBe(3);
  });

  test('is not asked again when its caller gave up meanwhile', async () => {
    const controller = new AbortController();
    const { fetch, asked } = failing(1, noConnection);
    const sleep = (): Promise<void> => {
      controller.abort();
      return new Promise(() => undefined);
    };
    const client = xylinkOf({ baseUrl: xylink.url, fetch, sleep });
    expect(await failureOf(client.meetingStatus(room, controller))).toMatchObject({ name: 'AbortError' });
    expect(asked()).toBe(1);
  });

  test('is not asked again when it was sent prepared', async () => {
    const { fetch, asked } = failing(1, noConnection);
    const client = xylinkOf({ fetch });
    await failureOf(client.send(await client.prepare('meetingStatus', { meetingRoomNumber: room })));
    expect(asked()).toBe(1);
  });
});

describe.each(changes)('%s', (_, call) => {
  test.each([
    ['there was no connection', noConnection],
    ['the connection broke', cut],
  ])('is sent once when %s', async (__, error) => {
    const { fetch, asked } = failing(9, error);
    const failure = await failureOf(call(xylinkOf({ ...time, fetch })));
    expect(failure).toMatchObject({ name: 'NetworkError', mayHaveHappened: error === cut });
    expect([asked(), time.slept]).toEqual([1, []]);
  });

  test('is sent once when the limit refused it', async () => {
    xylink.instead.push(refusal('serviceBusy'));
    const failure = await failureOf(call(xylinkOf({ baseUrl: xylink.url, ...time })));
    expect(failure).toMatchObject({ refusal: 'serviceBusy' });
    expect([xylink.arrived(), time.slept]).toEqual([1, []]);
  });

  test('is not sent again with 1.0, for any status', async () => {
    xylink.instead.push(refusal('accessTokenInvalid'));
    const failure = await failureOf(call(xylinkOf({ baseUrl: xylink.url, ...time })));
    expect(failure).toMatchObject({ refusal: 'accessTokenInvalid' });
    expect(xylink.arrived()).toBe(1);
  });
});
