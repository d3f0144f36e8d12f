import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day, hour, meetingIn, minute, noon, second } from './caller.js';
import { successShape } from './literal-replies.js';
import { type SpaceClient, type ProviderServer, startServer } from './ytx-requests.js';
import { bookedFor, bookingAt, cancelling, editing } from './situations.js';

const account = 'ac000000000000000000000000000001';

let server: ProviderServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const stored = (client: SpaceClient, meid: string): Readonly<Record<string, unknown>> | undefined =>
  client.world().meetings[`${account}/${meid}`];

describe('a meeting', () => {
  test('that is started answers with the bytes of the page: number, password, number shown', async () => {
    const answer = await server.client().call();
    const { mepwd } = meetingIn(answer);
    expect(mepwd).toMatch(/^\d{6}$/);
    expect(answer.text).toBe(
      `{"statusCode":"0","statusMsg":{"meid":"001","mepwd":"${mepwd}","meetcallerid":"01000000100"}}`,
    );
    expect(answer.text).toMatch(successShape);
  });

  test('that is started is in the world as it was asked for, and starts now', async () => {
    const client = server.client();
    const { mepwd } = meetingIn(await client.call());
    expect(stored(client, '001')).toEqual({
      account,
      appid: 'ab000000000000000000000000000001',
      mepwd,
      meetcallerid: '01000000100',
      name: '123cs',
      creator: '10000007556',
      parties: [
        { name: '张三', phone: '10000000804' },
        { name: '李四', phone: '10000007556' },
      ],
      startsAt: '2026-11-21 12:00:00',
      cancelled: false,
    });
  });

  test('that is started at once can be neither edited nor cancelled', async () => {
    const client = server.client();
    await client.call();
    const edit = await client.call(editing('001', noon + hour));
    const cancel = await client.call(cancelling('001'));
    expect([edit.refusedBy, cancel.refusedBy]).toEqual(['ytx/booking-has-not-started', 'ytx/booking-has-not-started']);
  });

  test('that is booked starts at its booktime at +08:00', async () => {
    const client = server.client();
    await client.call({ fields: { bookmeeting: '1', booktime: '2026-12-24 18:30' } });
    expect(stored(client, '001')).toMatchObject({ startsAt: '2026-12-24 18:30:00' });
  });

  test('that is edited keeps its number and password, and has what the edit says', async () => {
    const client = server.client();
    const booked = meetingIn(await client.call(bookingAt(noon + hour)));
    const edited = meetingIn(await client.call(editing('001', noon + 2 * hour)));
    expect(edited).toEqual(booked);
    expect(stored(client, '001')).toMatchObject({ name: '改名', startsAt: '2026-11-21 14:00:00', mepwd: booked.mepwd });
    expect(Object.keys(client.world().meetings)).toHaveLength(1);
  });

  test('that is edited shows the number the edit asks for', async () => {
    const client = server.client();
    const booked = meetingIn(await client.call(bookingAt(noon + hour)));
    const { fields } = editing('001', noon + hour);
    const edited = meetingIn(await client.call({ fields: { ...fields, shownumber: '01000000190' } }));
    expect(edited).toEqual({ ...booked, meetcallerid: '01000000190' });
  });

  test('that is cancelled answers with its own number and password, once', async () => {
    const client = server.client();
    const booked = meetingIn(await client.call(bookingAt(noon + hour)));
    expect(meetingIn(await client.call(cancelling('001')))).toEqual(booked);
    expect(stored(client, '001')).toMatchObject({ cancelled: true });
    expect(await client.call(cancelling('001'))).toMatchObject({ refusedBy: 'ytx/booking-is-not-cancelled' });
    expect(await client.call(editing('001', noon + hour))).toMatchObject({ refusedBy: 'ytx/booking-is-not-cancelled' });
  });

  test('that is cancelled leaves its number taken', async () => {
    const client = server.client();
    await bookedFor(noon + hour)(client);
    await client.call(cancelling('001'));
    expect(meetingIn(await client.call()).meid).toBe('002');
  });

  test('can be edited until a second before it starts, and not when it starts', async () => {
    const client = server.client();
    await bookedFor(noon + hour)(client);
    client.space.clock.advance(hour - second);
    expect(await client.call(editing('001', noon + hour))).toMatchObject({ refusedBy: undefined });
    client.space.clock.advance(second);
    expect(await client.call(editing('001', noon + 2 * hour))).toMatchObject({
      refusedBy: 'ytx/booking-has-not-started',
    });
  });

  test('that was edited to start later has not started at its old time', async () => {
    const client = server.client();
    await bookedFor(noon + hour)(client);
    await client.call(editing('001', noon + 3 * hour));
    client.space.clock.advance(2 * hour);
    expect(await client.call(cancelling('001'))).toMatchObject({ refusedBy: undefined });
  });

  test('of another application of the same account can be neither edited nor cancelled', async () => {
    const client = server.client();
    await bookedFor(noon + hour)(client);
    const elsewhere = { app: 'app:production', host: 'api.ytx.net' } as const;
    const cancel = await client.call({ ...elsewhere, ...cancelling('001') });
    const edit = await client.call({ ...elsewhere, ...editing('001', noon + hour) });
    expect([cancel.refusedBy, edit.refusedBy]).toEqual(['ytx/confid-names-a-meeting', 'ytx/confid-names-a-meeting']);
  });

  test.each(['1', '01', '0001', ' 001', '001 ', '１', '-1', '001/', '../001'])(
    'is not found under %j when its number is 001',
    async (confid) => {
      const client = server.client();
      await bookedFor(noon + hour)(client);
      expect(await client.call(cancelling(confid))).toMatchObject({ refusedBy: 'ytx/confid-names-a-meeting' });
    },
  );

  test('is started by bookmeeting 0 with any confid and booktime', async () => {
    const client = server.client();
    const odd = { confid: '777', booktime: 'yesterday' };
    expect(meetingIn(await client.call({ fields: { bookmeeting: '0', ...odd } })).meid).toBe('001');
    expect(stored(client, '001')).toMatchObject({ startsAt: '2026-11-21 12:00:00' });
  });

  test('is cancelled with any booktime', async () => {
    const client = server.client();
    await bookedFor(noon + hour)(client);
    const answer = await client.call({ fields: { bookmeeting: '2', confid: '001', booktime: 'yesterday' } });
    expect(answer.refusedBy).toBeUndefined();
  });

  test('leaves the world 24 hours after its start, to the second', async () => {
    const client = server.client();
    await bookedFor(noon + hour)(client);
    client.space.clock.advance(hour + day - second);
    expect(Object.keys(client.world().meetings)).toEqual([`${account}/001`]);
    expect(await client.call(cancelling('001'))).toMatchObject({ refusedBy: 'ytx/booking-has-not-started' });
    client.space.clock.advance(second);
    expect(client.world().meetings).toEqual({});
    expect(await client.call(cancelling('001'))).toMatchObject({ refusedBy: 'ytx/confid-names-a-meeting' });
  });

  test('that is cancelled leaves 24 hours after it would have started', async () => {
    const client = server.client();
    await bookedFor(noon + hour)(client);
    await client.call(cancelling('001'));
    client.space.clock.advance(day + hour - minute);
    expect(Object.keys(client.world().meetings)).toHaveLength(1);
    client.space.clock.advance(minute);
    expect(client.world().meetings).toEqual({});
  });

  test('leaves when the world says so', async () => {
    const client = server.client();
    client.changeWorld({ settings: { meetingsStayForHours: 0.5 } });
    await client.call();
    client.space.clock.advance(hour / 2 - second);
    expect(Object.keys(client.world().meetings)).toHaveLength(1);
    client.space.clock.advance(second);
    expect(client.world().meetings).toEqual({});
  });
});
