import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { paceWithin } from '../../client/core/rate-limit.js';
import { createXylinkClient } from '../../client/index.js';
import { failureOf } from './ytx-requests.js';
import { byToken, fakeTime, noon, room, xylinkOf } from './xylink-requests.js';

const windowMs = 1000;

/** Whether more than `max` of these instants lie in any half-open window. */
const exceeds = (instants: readonly number[], max: number): boolean =>
  instants.some((instant, index) => index >= max && instant - (instants[index - max] ?? -Infinity) < windowMs);

describe('a pace', () => {
  const step = fc.record({
    /** How much time goes by before the burst. */
    afterMs: fc.nat(1500),
    requests: fc.nat(12),
    /** How much later than asked sleepers wake in it. */
    lateMs: fc.nat(400),
    /** By how much the machine's clock is set back before it. */
    backMs: fc.oneof(fc.constant(0), fc.nat(5000)),
  });

  test('lets no more than its limit pass in any window, with late timers and a clock that is set back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 7 }), fc.array(step, { maxLength: 12 }), async (limit, steps) => {
        let [real, skew, late] = [0, 0, 0];
        const passed: number[] = [];
        const sleep = (ms: number): Promise<void> => {
          real += ms + late;
          return Promise.resolve();
        };
        const pace = paceWithin({ max: limit, windowMs }, { now: () => real + skew }, sleep);
        for (const { afterMs, requests, lateMs, backMs } of steps) {
          real += afterMs;
          skew -= backMs;
          late = lateMs;
          await Promise.all(Array.from({ length: requests }, () => pace(() => Promise.resolve(passed.push(real)))));
        }
        expect(exceeds(passed, limit)).toBe(false);
        expect(passed).toHaveLength(steps.reduce((sum, { requests }) => sum + requests, 0));
      }),
      { seed: 20261121, numRuns: 300 },
    );
  });

  test('lets the one above the limit pass exactly a window after the first, and none before it later', async () => {
    const { clock, sleep } = fakeTime();
    const pace = paceWithin({ max: 3, windowMs }, clock, sleep);
    const passed: number[] = [];
    await Promise.all(Array.from({ length: 7 }, () => pace(() => Promise.resolve(passed.push(clock.now() - noon)))));
    expect(passed).toEqual([0, 0, 0, 1000, 1000, 1000, 2000]);
  });

  test('asks again when a timer rings too soon', async () => {
    let now = 0;
    const sleep = (ms: number): Promise<void> => {
      now += Math.max(ms - 1, 0.5);
      return Promise.resolve();
    };
    const pace = paceWithin({ max: 1, windowMs }, { now: () => now }, sleep);
    await pace(() => Promise.resolve());
    await pace(() => Promise.resolve());
    expect(now).toBeGreaterThanOrEqual(windowMs);
  });

  test('waits for no more than a window when the clock was set back by an hour', async () => {
    const { clock, sleep, slept, advance } = fakeTime();
    const pace = paceWithin({ max: 1, windowMs }, clock, sleep);
    await pace(() => Promise.resolve());
    advance(-3_600_000);
    await pace(() => Promise.resolve());
    expect(slept).toEqual([windowMs]);
  });

  test('keeps the order of asking, and gives the place of one that was given up to the next', async () => {
    const { clock, sleep } = fakeTime();
    const pace = paceWithin({ max: 2, windowMs }, clock, sleep);
    const order: (number | string)[] = [];
    const controller = new AbortController();
    const all = [0, 1, 2, 3, 4].map((each) =>
      pace(
        () => Promise.resolve(order.push(each, clock.now() - noon)),
        each === 2 ? controller.signal : undefined,
      ).catch(() => order.push('given up')),
    );
    controller.abort();
    await Promise.all(all);
    expect(order).toEqual([0, 0, 1, 0, 'given up', 3, 1000, 4, 1000]);
  });
});

describe('a pace', () => {
  test('waits for nothing that it started, and hands on how it ended', async () => {
    const { clock, sleep } = fakeTime();
    const pace = paceWithin({ max: 1, windowMs }, clock, sleep);
    const never = pace(() => new Promise<never>(() => undefined));
    expect(await failureOf(pace(() => Promise.reject(new RangeError('no'))))).toBeInstanceOf(RangeError);
    expect(await pace(() => Promise.resolve('yes'))).toBe('yes');
    expect(never).toBeInstanceOf(Promise);
  });
});

describe('a client', () => {
  const instantsOf = async (limit: number | undefined, requests: number): Promise<readonly number[]> => {
    const time = fakeTime();
    const sent: number[] = [];
    const fetch = (): Promise<Response> => {
      sent.push(time.clock.now() - noon);
      return Promise.resolve(new Response());
    };
    const standard = { baseUrl: 'http://sdk.xylink.com', enterpriseId: 'e', auth: byToken, ...time, fetch };
    const client = createXylinkClient(limit === undefined ? standard : { ...standard, limit });
    await Promise.all(Array.from({ length: requests }, () => client.endMeeting(room)));
    return sent;
  };

  test('sends 19 requests a second by default', async () => {
    const sent = await instantsOf(undefined, 60);
    expect(sent.filter((instant) => instant === 0)).toHaveLength(19);
    expect(exceeds(sent, 19)).toBe(false);
    expect(sent.at(-1)).toBe(3000);
  });

  test('sends the given number of requests a second, and all at once with 0', async () => {
    expect(await instantsOf(1, 3)).toEqual([0, 1000, 2000]);
    expect(new Set(await instantsOf(0, 500))).toEqual(new Set([0]));
  });

  test('paces what is sent prepared, too', async () => {
    const time = fakeTime();
    const client = xylinkOf({ ...time, limit: 1, fetch: () => Promise.resolve(new Response()) });
    const prepared = await client.prepare('endMeeting', { meetingRoomNumber: room });
    await client.send(prepared);
    await client.exchange(prepared);
    expect(time.slept).toEqual([1000]);
  });

  test('gives up its turn at once when its caller does', async () => {
    const sleep = (): Promise<void> => new Promise(() => undefined);
    let sent = 0;
    const fetch = (): Promise<Response> => {
      sent += 1;
      return Promise.resolve(new Response());
    };
    const client = xylinkOf({ limit: 1, sleep, fetch });
    await client.endMeeting(room);
    const controller = new AbortController();
    const failing = failureOf(client.endMeeting(room, { signal: controller.signal }));
    controller.abort(new RangeError('no longer wanted'));
    expect(String(await failing)).toBe('RangeError: no longer wanted');
    expect(sent).toBe(1);
  });

  test.each([-1, 1.5, NaN, Infinity])('is not made with a limit of %d', (limit) => {
    expect(() => xylinkOf({ limit })).toThrow(TypeError);
  });
});
