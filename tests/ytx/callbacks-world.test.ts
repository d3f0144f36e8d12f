import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CallbackEvent } from '../../simulator/core/callbacks/event.js';
import { hour, minute, mobile, noon, second } from './caller.js';
import { type ProviderServer, startServer } from './ytx-requests.js';
import { bookingAt, cancelling } from './situations.js';
import {
  account,
  withCallbackId,
  madeIn,
  patchWorld,
  problemsWith,
  recordsIn,
  scheduledIn,
  spaceWith,
  statesIn,
  textOf,
} from './meeting-events.js';

describe('a world with callbacks', () => {
  let server: ProviderServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  /** Asks a space of its own to change YTX's part of the world. */
  async function patched(patch: object): Promise<{ readonly status: number; readonly body: unknown }> {
    const { space } = server.client();
    const response = await fetch(`http://127.0.0.1:${server.port}/~${space.name}/_simulator/world`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/merge-patch+json' },
      body: JSON.stringify({ ytx: patch }),
    });
    return { status: response.status, body: await response.json() };
  }

  const addressed = (callbackUrl: string, appid = withCallbackId): object => ({
    applications: { [appid]: { callbackUrl } },
  });

  test.each([
    'http://127.0.0.1:8080/push',
    'https://receiver.example/ytx?key=1',
    'http://[::1]:8080/',
    '/_simulator/sink/',
    '/_simulator/sink/mine/deeper?of=ytx',
  ])('may send to %s', async (callbackUrl) => {
    const { status, body } = await patched(addressed(callbackUrl));
    expect(status).toBe(200);
    expect(body).toMatchObject({ ytx: addressed(callbackUrl) });
  });

  test.each([
    'ftp://receiver.example/',
    'receiver.example/push',
    'http://',
    'http://user@receiver.example/',
    'http://user:secret@receiver.example/',
    'http://receiver.example:99999/',
    'http://receiver.example/#part',
    'http://receiver.example/a b',
    '/_simulator/world',
    '/_simulator/sink',
    '',
  ])('may not send to %j', async (callbackUrl) => {
    const { status, body } = await patched(addressed(callbackUrl));
    const pointer = `/ytx/applications/${withCallbackId}/callbackUrl`;
    expect({ status, body }).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  test('has no callback address in the sandbox', async () => {
    const sandbox = 'ab000000000000000000000000000001';
    const { status, body } = await patched(addressed('/_simulator/sink/', sandbox));
    const pointer = `/ytx/applications/${sandbox}/callbackUrl`;
    const says = expect.stringContaining('the sandbox never pushes');
    expect({ status, body }).toMatchObject({ status: 422, body: { errors: [{ pointer, says }] } });
  });

  test.each([
    [{ phones: { [mobile]: { outcome: 'sleeps' } } }, `/ytx/phones/${mobile}/outcome`],
    [{ phones: { unknown: { outcome: 'busy' } } }, '/ytx/phones/unknown'],
    [{ phones: { [mobile]: {} } }, `/ytx/phones/${mobile}/outcome`],
    [{ settings: { meetingLastsMinutes: 0 } }, '/ytx/settings/meetingLastsMinutes'],
    [{ settings: { meetingLastsMinutes: 1, answersAfterSeconds: 61 } }, '/ytx/settings/answersAfterSeconds'],
  ])('may not hold %j', async (patch, pointer) => {
    expect(await patched(patch)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  test('is read back as it was written', async () => {
    const patch = {
      settings: { meetingLastsMinutes: 0.5, answersAfterSeconds: 0 },
      applications: { [withCallbackId]: { callbackUrl: 'http://receiver.example/' } },
      phones: { [mobile]: { outcome: 'rejects' }, '01000000200,1234': { outcome: 'answers' } },
    };
    expect(await patched(patch)).toMatchObject({ status: 200, body: { ytx: patch } });
  });
});

describe('the future events of a replaced world', () => {
  const comparable = (events: readonly CallbackEvent[]): readonly unknown[] =>
    events.map((event) => [event.type, event.due, event.url, event.subject, textOf(event)]);

  test.each([0, 500, 999])('equal those of the old world from now on, by a clock %d ms past the second', (past) => {
    const clock = { now: () => noon + past };
    const space = spaceWith({ phones: { [mobile]: { outcome: 'rejects' } } }, {}, { clock });
    const all = [...madeIn(space).events, ...madeIn(space, bookingAt(noon + hour)).events];
    for (const passed of [0, 1, 4999, 1, 25 * minute, 10 * minute, 25 * minute, hour]) {
      space.clock.advance(passed);
      patchWorld(space, {});
      const now = space.clock.now();
      expect(comparable(scheduledIn(space))).toEqual(comparable(all.filter(({ due }) => due >= now)));
    }
    expect(scheduledIn(space)).toEqual([]);
  });

  test('leave out meetings that were cancelled, that have ended, and that have no receiver', () => {
    const space = spaceWith({ settings: { meetingLastsMinutes: 5 } });
    madeIn(space);
    madeIn(space, bookingAt(noon + hour));
    madeIn(space, cancelling('002'));
    madeIn(space, { ...bookingAt(noon + hour), app: 'app:production' });
    space.clock.advance(10 * minute);
    expect(scheduledIn(space)).toEqual([]);
  });

  test('include the call record even if meetings stay only briefly', () => {
    const space = spaceWith({ settings: { meetingsStayForHours: 0.1 } });
    madeIn(space);
    space.clock.advance(10 * minute);
    patchWorld(space, {});
    expect(scheduledIn(space).at(-1)?.type).toBe('callRecord');
  });

  test('follow the world as it is now', () => {
    const space = spaceWith();
    madeIn(space, bookingAt(noon + hour));
    patchWorld(space, {
      settings: { meetingLastsMinutes: 1 },
      phones: { [mobile]: { outcome: 'busy' } },
      applications: { [withCallbackId]: { callbackUrl: 'http://receiver.example/' } },
    });
    const events = scheduledIn(space);
    expect(new Set(events.map(({ url }) => url))).toEqual(new Set(['http://receiver.example/']));
    expect(events.at(-1)?.due).toBe(noon + hour + minute + second);
    expect(recordsIn(events).map(({ stateDesc }) => stateDesc)).toEqual(['应答|正常', '用户正忙']);
  });

  test('is nothing once the application names no address', () => {
    const space = spaceWith();
    madeIn(space, bookingAt(noon + hour));
    patchWorld(space, { applications: { [withCallbackId]: { callbackUrl: null } } });
    expect(scheduledIn(space)).toEqual([]);
  });

  test('carries an empty request id for a meeting that no request made', () => {
    const meeting = {
      account,
      appid: withCallbackId,
      mepwd: '000000',
      meetcallerid: '01000000100',
      name: 'laid out',
      creator: mobile,
      parties: [{ name: 'a', phone: mobile }],
      startsAt: '2026-11-21 13:00:00',
    };
    const events = scheduledIn(spaceWith({ meetings: { [`${account}/007`]: meeting } }));
    const bodies = [...statesIn(events), ...recordsIn(events)];
    expect(new Set(bodies.map(({ requestid, meid }) => `${String(requestid)}/${String(meid)}`))).toEqual(
      new Set(['/007']),
    );
    expect(events.flatMap(problemsWith)).toEqual([]);
  });

  test('is nothing in the starting world', () => {
    expect(scheduledIn(spaceWith())).toEqual([]);
    expect(spaceWith().cast()['ytx']?.['app:with-callback']).toEqual({
      appid: withCallbackId,
      account: 'account:active',
      environment: 'production',
    });
  });
});
