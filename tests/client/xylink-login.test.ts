import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { XylinkClient, XylinkClientOptions } from '../../client/index.js';
import { failureOf } from './ytx-requests.js';
import {
  byLogin,
  type FakeTime,
  fakeTime,
  keys,
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

const second = 1000;
const client = (options: Partial<XylinkClientOptions> = {}): XylinkClient =>
  xylinkOf({ baseUrl: xylink.url, auth: byLogin, ...time, ...options });
const logins = (): number => xylink.countOf('/app_token');
const refreshes = (): number => xylink.countOf('/refresh_token');
const many = (of: XylinkClient): Promise<unknown> =>
  Promise.all(Array.from({ length: 50 }, () => of.meetingStatus(room)));
const bodyOf = (end: string): unknown =>
  JSON.parse(xylink.seen.find(({ target }) => target.endsWith(end))?.body.toString() ?? '');

describe('a client of XYLink that logs in', () => {
  test('logs in once for 50 concurrent calls, and not before the first', async () => {
    const of = client();
    expect(logins()).toBe(0);
    await many(of);
    await many(of);
    expect([logins(), refreshes(), xylink.countOf('/meetingStatus')]).toEqual([1, 0, 100]);
  });

  test("sends what the provider's own SDK sends, unsigned", async () => {
    const of = client();
    await of.endMeeting(room);
    xylink.revoke('access');
    await of.endMeeting(room);
    const { clientId: client_id, clientSecret: client_secret, enterpriseId } = keys;
    expect(bodyOf('/app_token')).toEqual({ client_id, client_secret, enterpriseId, refresh_token: null });
    const renewing = { client_id, client_secret: null, enterpriseId: null, refresh_token: 'refresh-1' };
    expect(bodyOf('/refresh_token')).toEqual(renewing);
    const unsigned = xylink.seen.filter(({ headers }) => headers['x-xy-sign'] === undefined);
    expect(unsigned.map(({ target }) => target)).toEqual([
      '/admin/login/oauth/app_token',
      '/admin/login/refresh_token',
    ]);
  });

  test('refreshes 1,800 seconds before its token expires, once for 50 concurrent calls', async () => {
    const of = client();
    await of.endMeeting(room);
    time.advance((7200 - 1800) * second - 1);
    await of.endMeeting(room);
    expect(refreshes()).toBe(0);
    time.advance(1);
    await many(of);
    await many(of);
    expect([logins(), refreshes()]).toEqual([1, 1]);
  });

  test('refreshes a token of 1,800 seconds or less after half its life, and not at every call', async () => {
    xylink.expiresIn = 1800;
    const of = client();
    await many(of);
    time.advance(900 * second - 1);
    await of.endMeeting(room);
    expect(refreshes()).toBe(0);
    time.advance(1);
    await of.endMeeting(room);
    expect(refreshes()).toBe(1);
  });

  test('refreshes once for 50 calls that are all refused with 401, and sends each once more', async () => {
    const of = client();
    await of.endMeeting(room);
    xylink.revoke('access');
    await many(of);
    expect([logins(), refreshes()]).toEqual([1, 1]);
    expect(time.slept).toEqual([]);
  });

  test('does so for what changes something as well, since a 401 comes before anything is done', async () => {
    const of = client();
    await of.endMeeting(room);
    xylink.revoke('access');
    expect(await of.createGroups({ room })).toHaveLength(1);
    expect(xylink.countOf('/dynamicGroup')).toBe(2);
  });

  test('sends nothing with a token that is being renewed', async () => {
    let renew = (): void => undefined;
    const renewable = new Promise<void>((resolve) => {
      renew = resolve;
    });
    let renewing = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      renewing = resolve;
    });
    const of = client({
      async fetch(url, request) {
        if (typeof url === 'string' && url.endsWith('/refresh_token')) {
          renewing();
          await renewable;
        }
        return fetch(url, request);
      },
    });
    await of.endMeeting(room);
    xylink.revoke('access');
    const refused = of.endMeeting(room);
    await begun;
    const late = of.endMeeting(room);
    renew();
    await Promise.all([refused, late]);
    expect([xylink.countOf('/end'), refreshes()]).toEqual([4, 1]);
  });

  test('logs in again when the refresh token is refused', async () => {
    const of = client();
    await of.endMeeting(room);
    xylink.revoke('access and refresh');
    await many(of);
    expect([logins(), refreshes()]).toEqual([2, 1]);
  });

  test('gives up after a second 401, and begins afresh with the next call', async () => {
    const of = client();
    await of.endMeeting(room);
    xylink.instead.push(refusal('accessTokenInvalid'));
    const tokens = { access_token: 'a', refresh_token: 'b', signSecret: 'a'.repeat(32), expires_in: 7200 };
    xylink.instead.push([200, JSON.stringify({ message: 'success', data: tokens })]);
    const failure = await failureOf(of.endMeeting(room));
    expect(failure).toMatchObject({ refusal: 'accessTokenInvalid', status: 401, mayHaveHappened: false });
    await of.endMeeting(room);
    expect([logins(), refreshes()]).toEqual([2, 2]);
  });

  test('sends a prepared request once, 401 or not', async () => {
    const of = client();
    const prepared = await of.prepare('endMeeting', { meetingRoomNumber: room });
    xylink.revoke('access');
    expect(await failureOf(of.send(prepared))).toMatchObject({ refusal: 'accessTokenInvalid' });
    expect([xylink.countOf('/end'), refreshes()]).toEqual([1, 0]);
  });

  test('asks again at the next call when a login failed, and all who waited hear of it', async () => {
    const of = client();
    xylink.instead.push(refusal('unexpectedError'));
    const failures = await Promise.all([failureOf(of.endMeeting(room)), failureOf(of.endMeeting(room))]);
    for (const failure of failures)
      expect(failure).toMatchObject({ operation: 'appToken', refusal: 'unexpectedError' });
    await of.endMeeting(room);
    expect(logins()).toBe(2);
  });

  test('keeps using its token until it expires when the renewal fails', async () => {
    const of = client();
    await of.endMeeting(room);
    time.advance(7200 * second - 1);
    xylink.instead.push([503, '<html>']);
    await of.endMeeting(room);
    time.advance(1);
    xylink.instead.push([503, '<html>']);
    expect(await failureOf(of.endMeeting(room))).toMatchObject({ name: 'ContractError', operation: 'refreshToken' });
  });

  test("ends no one else's login when one caller gives up", async () => {
    const of = client();
    const controller = new AbortController();
    const given = failureOf(of.endMeeting(room, { signal: controller.signal }));
    const kept = of.endMeeting(room);
    controller.abort(new RangeError('no longer wanted'));
    expect(String(await given)).toBe('RangeError: no longer wanted');
    await kept;
    expect([logins(), xylink.countOf('/end')]).toEqual([1, 1]);
  });

  test('does not even log in for a caller that had given up before', async () => {
    const failure = await failureOf(client().endMeeting(room, { signal: AbortSignal.abort() }));
    expect(failure).toMatchObject({ name: 'AbortError' });
    expect(xylink.arrived()).toBe(0);
  });

  test('takes no turn of its limit for a login', async () => {
    const of = client({ limit: 1 });
    await of.endMeeting(room);
    expect(time.slept).toEqual([]);
  });
});
