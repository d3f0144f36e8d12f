import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { callbackFaults } from '../../simulator/core/scenarios/callback-faults.js';
import { timeline } from './callback-server.js';
import { wordOf } from './receiver.js';
import { cameTo, type CallbackSpace, callbackSpaces } from './callback-space.js';

describe.each(['url', 'switch'] as const)('by the %s', (way) => {
  const spaceWith = (scenario: string): Promise<CallbackSpace> => callbackSpaces[way](scenario);
  const [first, ...others] = timeline.atOnce;

  test('callback-lost: no receiver gets it, and it is not retried', async () => {
    const { client, begin, words } = await spaceWith('callback-lost');
    await begin();
    const { attempts, queued } = await client.callbacks();
    expect(words()).toEqual([]);
    expect(attempts.map(cameTo)).toEqual(timeline.atOnce.map((word) => `${word}, 1, lost, callback-lost`));
    expect(attempts.some(({ nextAt }) => nextAt !== undefined)).toBe(false);
    expect(queued).toHaveLength(6);
  });

  test('callback-duplicate: each comes twice, the second right after the first', async () => {
    const { client, receiver, begin, words } = await spaceWith('callback-duplicate');
    await begin();
    const { attempts } = await client.callbacks();
    expect(words().toSorted()).toEqual([...timeline.atOnce, ...timeline.atOnce].toSorted());
    expect(new Set(receiver.came.map(({ mark }) => mark)).size).toBe(10);
    expect(attempts.filter(({ attempt }) => attempt === 1)).toEqual(
      attempts.filter(({ scenarios, nextAt, at }) => scenarios?.[0] === 'callback-duplicate' && nextAt === at),
    );
    expect(attempts.filter(({ attempt }) => attempt === 2)).toHaveLength(5);
    expect(attempts.every(({ accepted }) => accepted)).toBe(true);
    // Right after: the next one for the receiver is the same again.
    expect(words().slice(0, 2)).toEqual([first, first]);
  });

  test('callback-reordered: of two the later comes first', async () => {
    const { client, begin, words } = await spaceWith('callback-reordered');
    await begin();
    const [one, two, three, four] = timeline.atOnce;
    expect(words()).toEqual([two, one, four, three]);
    await client.advance('PT5S');
    expect(words().slice(4)).toEqual([timeline.soon[0], timeline.atOnce[4]]);
    await client.advance('PT31M');
    expect(words().toSorted()).toEqual(
      [...timeline.atOnce, ...timeline.soon, ...timeline.atTheEnd, ...timeline.last].toSorted(),
    );
    expect((await client.callbacks()).attempts.every(({ attempt }) => attempt === 1)).toBe(true);
  });

  test.each([
    ['callback-late', 30],
    ['callback-late-90s', 90],
  ])('%s: each comes %d s after its time', async (scenario, seconds) => {
    const { client, begin, words } = await spaceWith(scenario);
    await begin();
    expect(words()).toEqual([]);
    await client.advance(`PT${seconds - 1}S`);
    expect(words()).toEqual([]);
    await client.advance('PT1S');
    expect(words()).toEqual(timeline.atOnce);
    await client.advance('PT5S');
    expect(words()).toEqual([...timeline.atOnce, ...timeline.soon]);
    const { attempts } = await client.callbacks();
    expect(attempts.map(cameTo)).toEqual(words().map((word) => `${word}, 1, answered, ${scenario}`));
  });

  test('callback-timeout: the receiver gets it again and again, until it is given up', async () => {
    const { client, receiver, begin, words } = await spaceWith('callback-timeout');
    await begin();
    expect(words()).toEqual(timeline.atOnce);
    const { attempts } = await client.callbacks();
    expect(attempts.map(cameTo)).toEqual(timeline.atOnce.map((word) => `${word}, 1, timed-out, callback-timeout`));
    expect(attempts.map(({ nextAt }) => nextAt)).toEqual(timeline.atOnce.map(() => '2026-11-21T12:00:30+08:00'));
    await client.advance('PT29M');
    expect(receiver.came.filter((came) => wordOf(came) === first).map(({ mark }) => mark)).toEqual([
      '1.1',
      '1.2',
      '1.3',
      '1.4',
    ]);
    expect(words()).toHaveLength(4 * 7);
  });

  test('callback-refused: the receiver gets nothing, and everything is tried four times', async () => {
    const { client, begin, words } = await spaceWith('callback-refused');
    await begin();
    await client.advance('PT29M');
    expect(words()).toEqual([]);
    const { attempts } = await client.callbacks('?outcome=not-connected');
    expect(attempts).toHaveLength(4 * 7);
    expect(attempts.filter(({ nextAt }) => nextAt === undefined).map(({ attempt }) => attempt)).toEqual(
      Array(7).fill(4),
    );
  });

  test('callback-503: a gateway answers, and the receiver gets nothing', async () => {
    const { client, begin, words } = await spaceWith('callback-503');
    await begin();
    expect(words()).toEqual([]);
    const { attempts } = await client.callbacks();
    expect(attempts.map(cameTo)).toEqual(timeline.atOnce.map((word) => `${word}, 1, answered, callback-503`));
    expect(attempts[0]?.reply).toMatchObject({ status: 503, body: expect.stringContaining('503') });
    expect(attempts.some(({ accepted }) => accepted)).toBe(false);
  });

  test('callback-503-2-then-ok: two attempts at states fail, and are made again', async () => {
    const { client, begin, words } = await spaceWith('callback-503-2-then-ok');
    await begin();
    expect(words()).toEqual(timeline.atOnce.slice(2));
    await client.advance('PT30S');
    expect(words()).toEqual([...timeline.atOnce.slice(2), ...timeline.soon, first, others[0]]);
    const { attempts } = await client.callbacks('?outcome=not-accepted');
    expect(attempts.map(cameTo)).toEqual([first, others[0]].map((word) => `${word}, 1, answered, callback-503`));
  });

  test('callback-timeout-1-then-duplicate-1-then-ok: each has its turn', async () => {
    const { client, begin, words } = await spaceWith('callback-timeout-1-then-callback-duplicate-1-then-ok');
    await begin();
    expect(words()).toEqual([first, others[0], others[0], ...others.slice(1)]);
    await client.advance('PT30S');
    expect(words().slice(6)).toEqual([...timeline.soon, first]);
  });

  test('callback-early: what is due at once has come before the reply', async () => {
    const { receiver, ask, client } = await spaceWith('callback-early');
    await ask();
    expect(receiver.came.map(wordOf)).toEqual(timeline.atOnce);
    expect((await client.callbacks()).attempts.map(cameTo)).toEqual(
      timeline.atOnce.map((word) => `${word}, 1, answered`),
    );
  });
});

test('every scenario of callbacks is played here', () => {
  const text = readFileSync(import.meta.filename, 'utf8');
  expect(callbackFaults.map(({ name }) => name).filter((name) => !text.includes(`'${name}'`))).toEqual([]);
});

describe('switched on with an activation', () => {
  const states = (words: readonly string[]): number => words.filter((word) => word !== 'record').length;

  test('for a number of times, which requests and other scenarios do not use up', async () => {
    const { client, begin, words } = await callbackSpaces.switch('callback-lost', { times: 2 });
    await begin();
    expect(words()).toEqual(timeline.atOnce.slice(2));
    expect((await client.control('GET', '/scenarios')).json).toMatchObject({ on: [] });
  });

  test('for one event, by its name', async () => {
    const { client, begin, words } = await callbackSpaces.switch('callback-lost', {
      match: { operation: 'callRecord' },
    });
    await begin();
    await client.advance('PT1H');
    expect(words()).toEqual([...timeline.atOnce, ...timeline.soon, ...timeline.atTheEnd]);
    const other = await callbackSpaces.switch('callback-lost', { match: { operation: 'meetingState' } });
    await other.begin();
    await other.client.advance('PT1H');
    expect(other.words()).toEqual(timeline.last);
  });

  test('for a text in the body, or in the URL', async () => {
    const body = await callbackSpaces.switch('callback-lost', { match: { body: '10000007556' } });
    await body.begin();
    expect(body.words()).toEqual(timeline.atOnce.filter((word) => !word.endsWith('7556')));
    const target = await callbackSpaces.switch('callback-lost', { match: { target: '/hook' } });
    await target.begin();
    expect(target.words()).toEqual([]);
  });

  test('for a duration by the clock of the space', async () => {
    const { client, begin, words } = await callbackSpaces.switch('callback-lost', { for: 'PT5S' });
    await begin();
    await client.advance('PT5S');
    expect(words()).toEqual(timeline.soon);
  });

  test('by chance: equal runs give equal results, and some but not all attempts are affected', async () => {
    const runs: (readonly string[])[] = [];
    for (let run = 0; run < 2; run += 1) {
      const { client, begin, words } = await callbackSpaces.switch('callback-lost', { chance: 0.5 });
      for (let meeting = 0; meeting < 6; meeting += 1) await begin();
      await client.advance('PT1H');
      runs.push(words());
    }
    const [one = [], other = []] = runs;
    expect(other).toEqual(one);
    expect(states(one)).toBeGreaterThan(10);
    expect(states(one)).toBeLessThan(50);
  });

  test('draws for each attempt on its own: other events and earlier attempts do not change it', async () => {
    const { client, begin, words } = await callbackSpaces.switch('callback-503', { chance: 0.5 });
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
    const { client, begin } = await callbackSpaces.switch('callback-503', { times: 1 });
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
