import { describe, expect, test } from '@jest/globals';
import { openSimulator } from '../scenarios/stage.js';
import { clientAt, story, wholeStory } from './desk.js';
import { type Manner, openReceiver, wordOf } from './receiver.js';

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
    expect(attempts).toHaveLength(4 * wholeStory.length);
    expect(new Set(receiver.came.map(({ mark }) => mark)).size).toBe(receiver.came.length);
    if (manner !== 'hangs') expect(receiver.came).toHaveLength(attempts.length);
    // What was tried at once was tried before the clock was moved.
    expect(tried.length).toBeGreaterThanOrEqual(attempts.length - story.atOnce.length);
  });

  test('nobody listens', async () => {
    const receiver = await openReceiver();
    await receiver.close();
    const client = await clientAt(await openSimulator(), 'refused', receiver.url);
    await client.call();
    await client.advance('PT1H');
    const { attempts } = await client.callbacks('?outcome=not-connected');
    expect(attempts.filter(({ eventId }) => eventId === 1).map(({ at }) => timeOf(at))).toEqual(schedule);
    expect(attempts).toHaveLength(4 * wholeStory.length);
  });
});

describe('a receiver that comes round', () => {
  test('is told what it missed, at the time of the next attempt and not before', async () => {
    const receiver = await openReceiver((_came, index) => (index < 5 ? 503 : 204));
    const client = await clientAt(await openSimulator(), 'round', receiver.url);
    await client.call();
    await client.advance('PT29S');
    expect(receiver.came.map(wordOf)).toEqual([...story.atOnce, ...story.soon]);
    const tried = await client.advance('PT1S');
    expect(tried.map(({ attempt, accepted }) => [attempt, accepted])).toEqual(Array(5).fill([2, true]));
    expect(receiver.came.slice(7).map(wordOf)).toEqual(story.atOnce);
    await client.advance('PT1H');
    expect(receiver.came).toHaveLength(5 + wholeStory.length);
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
    expect(receiver.came).toHaveLength(5 + wholeStory.length);
  });
});
