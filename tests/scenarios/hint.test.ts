import { describe, expect, test } from '@jest/globals';
import { openSimulator, unsigned } from './stage.js';

/** What is told of a name in a URL that is none. */
interface Told {
  readonly detail: string;
  readonly fix: string;
  readonly nearest: readonly string[];
}

async function toldOf(name: string): Promise<Told> {
  const { ask } = await openSimulator();
  const { status, text } = await ask(`/+${name}${unsigned}`);
  expect(status).toBe(404);
  return JSON.parse(text) as Told;
}

const tail = 'What stands behind the scenario\'s name is neither a count nor "-then-" and another.';
const delay = 'A delay is written slow-<n>ms or slow-<n>s';
const count = 'A count is a whole number from 1 to 1000000.';

describe('a name that is not understood', () => {
  test.each([
    ['fail-2-the-ok', tail],
    ['fail-two', tail],
    ['fail-2-then', tail],
    ['fail-2-3', tail],
    ['fail-0', count],
    ['fail-1000001', count],
    [`fail-${'9'.repeat(100)}`, count],
    ['slow-1s-0', count],
    ['ytx/app-offline-0', count],
    ['slow-3m', delay],
    ['slow-0.2s', delay],
    ['slow-99999s', delay],
    ['slow-0ms', delay],
    ['slow-around-2', delay],
    ['slow-10', 'slow-1s-10'],
    ['slow-10-then-ok', 'up to 10 minutes'],
    ['', 'It is empty'],
    ['fail-2-then-', 'It is empty'],
    ['x'.repeat(201), 'at most 200 characters'],
    ['FAIL-2-then-ok', 'Did you mean fail?'],
    ['HANG', 'Did you mean hang?'],
    ['SLOW-3S', 'Did you mean slow-3s?'],
    ['slow-arond', 'Did you mean slow-around?'],
    ['xylink/room-unknown', 'It begins as a scenario of another provider, and ytx is asked.'],
    ['xylink/hang', 'Did you mean hang?'],
  ])('as "%s" is not, gets words that help: %s', async (name, words) => {
    const { fix } = await toldOf(name);
    expect(fix).toContain(words);
    expect(fix).toContain('A name is: scenario or ok, "-" and a number for so many times, joined by "-then-"');
  });

  test.each([
    ['fail-two-then-ok', 'part 1'],
    ['fail-0-then-ok', 'part 1'],
    ['FAIL-2-then-ok', 'part 1'],
    ['fail-2-then-nosuch', 'part 2'],
    ['fail-2-then-', 'part 2'],
  ])('is told apart: of %s it is %s', async (name, part) => {
    const { detail } = await toldOf(name);
    expect(detail).toContain(`It has 2 parts, and ${part} is not understood.`);
  });

  test.each(['', '%E4%B8%AD%E6%96%87', 'fail-two', 'fail-2-then-nosuch', 'slow-10', 'x'])(
    'has nothing near it when it is "%s"',
    async (name) => {
      const { fix, nearest } = await toldOf(name);
      expect([nearest, fix.includes('Did you mean')]).toEqual([[], false]);
    },
  );

  test('is never repeated, in whichever part it stands', async () => {
    const secret = 'invented-secret-of-mine';
    for (const name of [
      `fail-${secret}`,
      `fail-2-then-${secret}`,
      `slow-${secret}`,
      `${secret}%2Fhang`,
      `slow-3${secret}`,
    ]) {
      expect(JSON.stringify(await toldOf(name))).not.toContain('secret');
    }
  });

  test('is explained by the provider that understood most of it', async () => {
    const { control } = await openSimulator();
    const { json } = await control('PUT', '/scenarios/room-unknown-2-then-nosuch', {});
    expect(json).toMatchObject({ detail: expect.stringContaining('part 2 is not understood') as unknown });
  });
});
