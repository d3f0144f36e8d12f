import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { seededRandom } from '../../simulator/platform/seeded-random.js';
import { watchStalls } from '../../simulator/platform/stall-watch.js';

const whole = 2 ** 32;
const exchanges = Array.from({ length: 20_000 }, (_, index) => index + 1);
const settings = { seed: 20240607 };

describe('the seeded random source', () => {
  test('draws the same for the same seed, exchange and label, in any order', () => {
    const one = seededRandom('seed', 7);
    const other = seededRandom('seed', 7);
    const drawn = [one.below('a', whole), one.digits('b', 9), one.below('a', whole)];
    expect([other.digits('b', 9), other.below('a', whole)]).toEqual([drawn[1], drawn[0]]);
    expect(drawn[2]).toBe(drawn[0]);
  });

  test.each([
    ['labels', exchanges.map((each) => seededRandom('seed', 1).below(`label ${each}`, whole))],
    ['exchanges', exchanges.map((each) => seededRandom('seed', each).below('label', whole))],
    ['seeds', exchanges.map((each) => seededRandom(`seed ${each}`, 1).below('label', whole))],
  ])('draws different numbers for other %s', (_, drawn) => {
    // Of 20,000 fair draws among 2 ** 32, about 0.05 pairs are the same.
    expect(new Set(drawn).size).toBeGreaterThan(exchanges.length - 4);
  });

  test('draws whole numbers below the given bound', () => {
    const asked = fc.record({
      seed: fc.string(),
      exchange: fc.nat(),
      label: fc.string(),
      below: fc.integer({ min: 1 }),
    });
    fc.assert(
      fc.property(asked, ({ seed, exchange, label, below }) => {
        const drawn = seededRandom(seed, exchange).below(label, below);
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < below).toBe(true);
      }),
      settings,
    );
  });

  test.each([2, 7, 10, 16, 100])('draws each of %d numbers about as often over many exchanges', (below) => {
    const counts = new Array<number>(below).fill(0);
    for (const exchange of exchanges) {
      const drawn = seededRandom('seed', exchange).below('meeting', below);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    const expected = exchanges.length / below;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // Five standard deviations above what fair draws give.
    expect(chiSquare).toBeLessThan(below - 1 + 5 * Math.sqrt(2 * (below - 1)));
  });

  test('draws as many digits as are asked for, zeros in front included', () => {
    const drawn = exchanges.slice(0, 2000).map((exchange) => seededRandom('seed', exchange).digits('number', 9));
    expect(drawn.every((digits) => /^[0-9]{9}$/.test(digits))).toBe(true);
    const withZero = drawn.filter((digits) => digits.startsWith('0')).length;
    expect(withZero).toBeGreaterThan(150);
    expect(withZero).toBeLessThan(250);
    expect(new Set(drawn).size).toBeGreaterThan(1995);
    expect(seededRandom('seed', 1).digits('number', 0)).toBe('');
  });

  test('lets no digit follow from the one before it', () => {
    const pairs = new Array<number>(100).fill(0);
    for (const exchange of exchanges) {
      const pair = Number(seededRandom('seed', exchange).digits('number', 2));
      pairs[pair] = (pairs[pair] ?? 0) + 1;
    }
    const chiSquare = pairs.reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0);
    expect(chiSquare).toBeLessThan(99 + 5 * Math.sqrt(2 * 99));
  });
});

test('a turn of 200 ms or more of this process is logged, with what began last before it', () => {
  let time = 0;
  let used = 0;
  let look = (): void => undefined;
  let stopped = false;
  const lines: string[] = [];
  const watch = watchStalls({
    now: () => time,
    cpu: () => used,
    every(_ms, again) {
      look = again;
      return () => {
        stopped = true;
      };
    },
    log: (line) => lines.push(line),
  });
  const turn = (ms: number, cpu = ms): void => {
    time += ms;
    used += cpu;
    look();
  };
  turn(50);
  watch.beginRequest('POST sandbox.ytx.net');
  turn(249);
  expect(lines).toEqual([]);
  watch.beginRequest('GET /_simulator/journal');
  turn(1250);
  turn(50);
  turn(3000, 90);
  expect(lines).toEqual([
    'stall: no request was answered for 1200 ms, 1250 ms of CPU; last began: GET /_simulator/journal',
  ]);
  watch.stop();
  expect(stopped).toBe(true);
});
