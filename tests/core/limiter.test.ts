import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Limit, limiterInMemory, sequencesInMemory } from '../../simulator/core/state/limiter.js';

const limit: Limit = { key: 'calls', max: 20, windowMs: 1000, windows: 'sliding', countsRefused: false };

describe('a limiter', () => {
  test('lets twenty pass, refuses the next, and lets one pass exactly a window after the first', () => {
    const limiter = limiterInMemory();
    const passes = (now: number): boolean => limiter.count(limit, now).passed;
    expect(Array.from({ length: 20 }, (_, index) => passes(index))).not.toContain(false);
    expect(passes(999)).toBe(false);
    expect(passes(1000)).toBe(true);
    expect(passes(1000)).toBe(false);
    expect(passes(1001)).toBe(true);
  });

  test('says how many it had counted and when the next passes', () => {
    const limiter = limiterInMemory();
    for (let now = 100; now < 120; now += 1) limiter.count(limit, now);
    expect(limiter.count(limit, 500)).toMatchObject({ passed: false, count: 20, nextAt: 1100 });
  });

  test('never lets more than its number pass in any window', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(300), { maxLength: 300 }), fc.boolean(), (pauses, countsRefused) => {
        const limiter = limiterInMemory();
        let now = 0;
        const passed = pauses.flatMap((pause) => {
          now += pause;
          return limiter.count({ ...limit, max: 5, countsRefused }, now).passed ? [now] : [];
        });
        for (const [index, start] of passed.entries()) {
          expect(passed.slice(index).filter((each) => each < start + 1000).length).toBeLessThanOrEqual(5);
        }
      }),
      { seed: 20, numRuns: 200 },
    );
  });

  test('that counts what it refuses stays shut while callers insist', () => {
    const limiter = limiterInMemory();
    const insisting = { ...limit, max: 1, countsRefused: true };
    expect([0, 600, 1200, 1800].map((now) => limiter.count(insisting, now).passed)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(limiter.count(insisting, 2800).passed).toBe(true);
  });

  test('with fixed windows lets a double burst pass at their edge', () => {
    const limiter = limiterInMemory();
    const fixed = { ...limit, max: 2, windows: 'fixed' } as const;
    expect([998, 999, 999, 1000, 1001, 1002].map((now) => limiter.count(fixed, now).passed)).toEqual([
      true,
      true,
      false,
      true,
      true,
      false,
    ]);
  });

  test('keeps keys apart, and forgets all when it is cleared', () => {
    const limiter = limiterInMemory();
    const one = { ...limit, max: 1 };
    expect(limiter.count(one, 0).passed).toBe(true);
    expect(limiter.count({ ...one, key: 'others' }, 0).passed).toBe(true);
    limiter.clear();
    expect(limiter.count(one, 0).passed).toBe(true);
  });
});

describe('running numbers', () => {
  test('count from one, each sequence by itself', () => {
    const { next } = sequencesInMemory();
    expect([next('meeting'), next('meeting'), next('room'), next('meeting')]).toEqual([1, 2, 1, 3]);
  });

  test('keep apart sequences that are named like what every object has', () => {
    const { next } = sequencesInMemory();
    expect([next('constructor'), next('__proto__'), next('__proto__')]).toEqual([1, 1, 2]);
  });

  test('go on after a number that is taken', () => {
    const sequences = sequencesInMemory();
    sequences.continueAfter('meeting', 41);
    expect(sequences.next('meeting')).toBe(42);
  });

  test('never go back', () => {
    const sequences = sequencesInMemory();
    sequences.continueAfter('meeting', 41);
    sequences.continueAfter('meeting', 7);
    expect(sequences.next('meeting')).toBe(42);
  });

  test('begin anew once cleared', () => {
    const sequences = sequencesInMemory();
    sequences.next('meeting');
    sequences.continueAfter('room', 9);
    sequences.clear();
    expect([sequences.next('meeting'), sequences.next('room')]).toEqual([1, 1]);
  });
});
