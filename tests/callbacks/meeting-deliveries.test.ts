import { describe, expect, test } from '@jest/globals';
import { openSimulator } from '../scenarios/scenario-server.js';
import { hour, meetingIn, minute, noon } from '../ytx/caller.js';
import { bookingAt, cancelling, editing } from '../ytx/situations.js';
import { clientAt, timeline, wholeTimeline } from './callback-server.js';
import { type Manner, openReceiver, wordOf } from './receiver.js';

describe('what a receiver hears', () => {
  test('of a meeting from its start to its record', async () => {
    const receiver = await openReceiver();
    const client = await clientAt(await openSimulator(), 'whole', receiver.url);
    const meeting = meetingIn(await client.call({ fields: { CustomParm: 'order-1' } }));
    await client.advance('PT1H');
    expect(receiver.came.map(wordOf)).toEqual(wholeTimeline);
    for (const { body, target, contentType } of receiver.came) {
      expect([target, contentType]).toEqual(['/hook', 'application/json;charset=utf-8']);
      expect(body).toContain(`"meid":"${meeting.meid}"`);
      expect(body).toContain('"customParm":"order-1"');
    }
  });

  test('of a booking that is cancelled: nothing', async () => {
    const receiver = await openReceiver();
    const client = await clientAt(await openSimulator(), 'cancelled', receiver.url);
    const { meid } = meetingIn(await client.call(bookingAt(noon + hour)));
    await client.advance('PT59M');
    expect((await client.call(cancelling(meid))).text).toContain('"statusCode":"0"');
    expect((await client.callbacks()).queued).toEqual([]);
    await client.advance('P2D');
    expect(receiver.came).toEqual([]);
  });

  test('of a booking that is edited: the new story, at its time, once', async () => {
    const receiver = await openReceiver();
    const client = await clientAt(await openSimulator(), 'edited', receiver.url);
    const { meid } = meetingIn(await client.call(bookingAt(noon + hour)));
    expect((await client.call(editing(meid, noon + 3 * hour))).text).toContain('"statusCode":"0"');
    expect((await client.callbacks()).queued.map(({ eventId }) => eventId)).toEqual([
      12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22,
    ]);
    await client.advance('PT2H59M');
    expect(receiver.came).toEqual([]);
    await client.advance('PT1M');
    expect(receiver.came.map(wordOf)).toEqual(timeline.atOnce);
    await client.advance('P2D');
    expect(receiver.came.map(wordOf)).toEqual(wholeTimeline);
    expect(receiver.came.at(-1)?.body).toContain('"callerstime":"2026-11-21 15:00:00"');
  });

  test('of a request that is refused: nothing, and what was planned stays', async () => {
    const receiver = await openReceiver();
    const client = await clientAt(await openSimulator(), 'refused', receiver.url);
    const { meid } = meetingIn(await client.call(bookingAt(noon + hour)));
    expect((await client.call({ ...cancelling(meid), sign: '0'.repeat(32) })).refusedBy).toBeDefined();
    expect((await client.call({}, 'app-offline')).status).toBe(200);
    expect((await client.callbacks()).queued).toHaveLength(wholeTimeline.length);
    await client.advance('PT0S');
    expect(receiver.came).toEqual([]);
  });

  test('from the sandbox: nothing, and it can be given no address', async () => {
    const receiver = await openReceiver();
    const client = await clientAt(await openSimulator(), 'sandbox', receiver.url);
    const sandbox = 'ab000000000000000000000000000001';
    expect(await client.patch({ applications: { [sandbox]: { callbackUrl: receiver.url } } })).toMatchObject({
      status: 422,
    });
    expect((await client.call({ app: 'app:sandbox', host: 'sandbox.ytx.net' })).text).toContain('"statusCode":"0"');
    expect((await client.call({ app: 'app:production' })).text).toContain('"statusCode":"0"');
    await client.advance('P2D');
    expect(await client.callbacks()).toEqual({ queued: [], underWay: [], attempts: [] });
    expect(receiver.came).toEqual([]);
  });

  test('of meetings that overlap: each in its order, by the clock', async () => {
    const receiver = await openReceiver();
    const client = await clientAt(await openSimulator(), 'overlap', receiver.url);
    await client.call(bookingAt(noon + 10 * minute));
    await client.call();
    await client.advance('PT2H');
    const heard = (meid: string): readonly string[] =>
      receiver.came.filter(({ body }) => body.includes(`"meid":"${meid}"`)).map(wordOf);
    expect([heard('001'), heard('002')]).toEqual([wholeTimeline, wholeTimeline]);
    expect(receiver.came.slice(0, 5).every(({ body }) => body.includes('"meid":"002"'))).toBe(true);
  });
});

const schedule = ['12:00:00', '12:00:30', '12:02:30', '12:12:30'];
const timeOf = (at: string): string => at.slice(11, 19);

describe('a push that was not accepted is tried by the schedule, and then given up', () => {
  const manners: readonly (readonly [Manner, string])[] = [
    [500, 'answered'],
    [404, 'answered'],
    [{ status: 302, body: 'elsewhere' }, 'answered'],
    ['cuts', 'broken-off'],
    ['hangs', 'timed-out'],
  ];
  test.each(manners)('%j', async (manner, outcome) => {
    const receiver = await openReceiver(() => manner);
    // Only a receiver that never answers may be given so little time.
    const timeoutMs = manner === 'hangs' ? 5 : 30_000;
    const client = await clientAt(await openSimulator({ callbacks: { timeoutMs } }), 'retries', receiver.url);
    await client.call();
    const tried = await client.advance('PT1H');
    const { attempts, queued } = await client.callbacks();
    expect(attempts.filter(({ eventId }) => eventId === 1).map(({ at, outcome: was }) => [timeOf(at), was])).toEqual(
      schedule.map((at) => [at, outcome]),
    );
    const nexts = attempts.filter(({ eventId }) => eventId === 1).map(({ nextAt }) => nextAt && timeOf(nextAt));
    expect(nexts).toEqual([...schedule.slice(1), undefined]);
    expect(queued).toEqual([]);
    expect(attempts).toHaveLength(4 * wholeTimeline.length);
    expect(new Set(receiver.came.map(({ mark }) => mark)).size).toBe(receiver.came.length);
    if (manner !== 'hangs') expect(receiver.came).toHaveLength(attempts.length);
    // What was tried at once was tried before the clock was moved.
    expect(tried.length).toBeGreaterThanOrEqual(attempts.length - timeline.atOnce.length);
  });

  test('no server listens', async () => {
    const receiver = await openReceiver();
    await receiver.close();
    const client = await clientAt(await openSimulator(), 'refused', receiver.url);
    await client.call();
    await client.advance('PT1H');
    const { attempts } = await client.callbacks('?outcome=not-connected');
    expect(attempts.filter(({ eventId }) => eventId === 1).map(({ at }) => timeOf(at))).toEqual(schedule);
    expect(attempts).toHaveLength(4 * wholeTimeline.length);
  });
});

describe('a receiver that comes round', () => {
  test('gets the missed events at the time of the next attempt and not before', async () => {
    const receiver = await openReceiver((_came, index) => (index < 5 ? 503 : 204));
    const client = await clientAt(await openSimulator(), 'round', receiver.url);
    await client.call();
    await client.advance('PT29S');
    expect(receiver.came.map(wordOf)).toEqual([...timeline.atOnce, ...timeline.soon]);
    const tried = await client.advance('PT1S');
    expect(tried.map(({ attempt, accepted }) => [attempt, accepted])).toEqual(Array(5).fill([2, true]));
    expect(receiver.came.slice(7).map(wordOf)).toEqual(timeline.atOnce);
    await client.advance('PT1H');
    expect(receiver.came).toHaveLength(5 + wholeTimeline.length);
  });

  test('by a reading that wants the word ok: 200 without it is tried again', async () => {
    const receiver = await openReceiver((_came, index) => ({ status: 200, body: index < 5 ? 'received' : ' "ok"\n' }));
    const client = await clientAt(await openSimulator(), 'ok', receiver.url);
    await client.control('PUT', '/readings', { ytx: { callbackReply: 'ok-text' } });
    await client.call();
    await client.advance('PT1H');
    const { attempts } = await client.callbacks('?outcome=not-accepted');
    expect(attempts.map(({ eventId, reply }) => [eventId, reply?.status])).toEqual(
      [1, 2, 3, 4, 5].map((id) => [id, 200]),
    );
    expect(receiver.came).toHaveLength(5 + wholeTimeline.length);
  });
});
