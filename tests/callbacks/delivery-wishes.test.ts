import { describe, expect, test } from '@jest/globals';
import { story } from './desk.js';
import { scenes } from './scene.js';

describe('switched on with a wish', () => {
  const states = (words: readonly string[]): number => words.filter((word) => word !== 'record').length;

  test('for so many times, which requests and other scenarios do not use up', async () => {
    const { client, begin, words } = await scenes.switch('callback-lost', { times: 2 });
    await begin();
    expect(words()).toEqual(story.atOnce.slice(2));
    expect((await client.control('GET', '/scenarios')).json).toMatchObject({ on: [] });
  });

  test('for one event, by its name', async () => {
    const { client, begin, words } = await scenes.switch('callback-lost', { match: { operation: 'callRecord' } });
    await begin();
    await client.advance('PT1H');
    expect(words()).toEqual([...story.atOnce, ...story.soon, ...story.atTheEnd]);
    const other = await scenes.switch('callback-lost', { match: { operation: 'meetingState' } });
    await other.begin();
    await other.client.advance('PT1H');
    expect(other.words()).toEqual(story.last);
  });

  test('for what stands in the body, or in the URL', async () => {
    const body = await scenes.switch('callback-lost', { match: { body: '10000007556' } });
    await body.begin();
    expect(body.words()).toEqual(story.atOnce.filter((word) => !word.endsWith('7556')));
    const target = await scenes.switch('callback-lost', { match: { target: '/told' } });
    await target.begin();
    expect(target.words()).toEqual([]);
  });

  test('for a while by the clock of the space', async () => {
    const { client, begin, words } = await scenes.switch('callback-lost', { for: 'PT5S' });
    await begin();
    await client.advance('PT5S');
    expect(words()).toEqual(story.soon);
  });

  test('by chance: the same in a run that is the same, and neither all nor none', async () => {
    const runs: (readonly string[])[] = [];
    for (let run = 0; run < 2; run += 1) {
      const { client, begin, words } = await scenes.switch('callback-lost', { chance: 0.5 });
      for (let meeting = 0; meeting < 6; meeting += 1) await begin();
      await client.advance('PT1H');
      runs.push(words());
    }
    const [one = [], other = []] = runs;
    expect(other).toEqual(one);
    expect(states(one)).toBeGreaterThan(10);
    expect(states(one)).toBeLessThan(50);
  });

  test('is not drawn by the attempts of another notice: a retry has chance of its own', async () => {
    const { client, begin, words } = await scenes.switch('callback-503', { chance: 0.5 });
    await begin();
    await client.advance('PT1H');
    const { attempts } = await client.callbacks('?event=meetingState');
    expect(attempts.filter(({ accepted }) => accepted)).toHaveLength(
      words().filter((word) => word !== 'record').length,
    );
    expect(attempts.filter(({ scenarios }) => scenarios !== undefined).length).toBe(
      attempts.filter(({ accepted }) => !accepted).length,
    );
    expect(attempts.some(({ accepted, attempt }) => accepted && attempt > 1)).toBe(true);
  });

  test('shows in the journal, beside the exchange that caused it', async () => {
    const { client, begin } = await scenes.switch('callback-503', { times: 1 });
    await begin();
    const { json } = await client.control('GET', '/journal');
    expect(json).toMatchObject({
      exchanges: [{ id: 1 }],
      callbacks: [
        { eventId: 1, exchange: 1, attempt: 1, scenarios: ['callback-503'], nextAt: '2026-11-21T12:00:30+08:00' },
        ...[2, 3, 4, 5].map((eventId) => ({ eventId, exchange: 1, accepted: true })),
      ],
    });
  });
});
