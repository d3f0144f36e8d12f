import { describe, expect, test } from '@jest/globals';
import { openSimulator, scenariosOf, type TestSimulator, unsigned } from './scenario-server.js';

const control = '/sdk.xylink.com/api/rest/external/v1/conferenceControl/unknown';

/** Asks for the same so many times in a row: for each, the scenario that it met, or a dash. */
async function met({ ask }: TestSimulator, target: string, times: number, method = 'POST'): Promise<string> {
  const seen: string[] = [];
  while (seen.length < times) seen.push(scenariosOf(await ask(target, { method })) ?? '-');
  return seen.join(' ');
}

describe('a sequence in a URL', () => {
  test('ends by itself', async () => {
    const sim = await openSimulator();
    expect(await met(sim, `/+exceptional-2-then-ok${unsigned}`, 5)).toBe('ytx/exceptional ytx/exceptional - - -');
  });

  test('may end in a failure, which then repeats', async () => {
    const sim = await openSimulator();
    expect(await met(sim, `/+ok-3-then-limit${unsigned}`, 6)).toBe(
      '- - - ytx/too-frequent ytx/too-frequent ytx/too-frequent',
    );
  });

  test('lets exactly as many through when all come at once', async () => {
    const { ask } = await openSimulator();
    const answers = await Promise.all(Array.from({ length: 60 }, () => ask(`/+fail-7-then-ok${unsigned}`)));
    expect(answers.filter((answer) => scenariosOf(answer) !== undefined)).toHaveLength(7);
  });

  test('is counted in each space on its own', async () => {
    const sim = await openSimulator();
    const target = `/+gateway-502-then-ok${unsigned}`;
    expect(await met(sim, target, 2)).toBe('gateway-502 -');
    expect(await met(sim, `/~alice${target}`, 2)).toBe('gateway-502 -');
    expect(await met(sim, `/~bob${target}`, 2)).toBe('gateway-502 -');
  });

  test('is counted for each segment on its own, however the rest of the URL is written', async () => {
    const sim = await openSimulator();
    expect(await met(sim, `/+fail-2-then-ok${unsigned}`, 1)).toBe('ytx/exceptional');
    expect(await met(sim, `/%2Bfail-2-then-ok${unsigned.replace('sandbox', 'api')}`, 2)).toBe('ytx/exceptional -');
    expect(await met(sim, `/+fail-1-then-ok${unsigned}`, 2)).toBe('ytx/exceptional -');
  });

  test('is counted for each operation on its own, and for each provider', async () => {
    const sim = await openSimulator();
    const front = '/+http-500-then-ok';
    expect(await met(sim, `${front}${control}/meetingStatus`, 2, 'GET')).toBe('http-500 -');
    expect(await met(sim, `${front}${control}/end`, 2, 'PUT')).toBe('http-500 -');
    expect(await met(sim, `${front}${unsigned}`, 2)).toBe('http-500 -');
  });

  test('leaves operations alone that its scenarios do not fit', async () => {
    const sim = await openSimulator();
    const front = '/+meeting-to-end-not-running-2-then-room-unknown';
    expect(await met(sim, `${front}${control}/meetingStatus`, 3, 'GET')).toBe('- - xylink/room-unknown');
  });

  test('begins anew after a reset, and after all scenarios were switched off', async () => {
    const sim = await openSimulator();
    const target = `/+fail-then-ok${unsigned}`;
    expect(await met(sim, target, 2)).toBe('ytx/exceptional -');
    await sim.control('POST', '/reset');
    expect(await met(sim, target, 2)).toBe('ytx/exceptional -');
    await sim.control('DELETE', '/scenarios');
    expect(await met(sim, target, 2)).toBe('ytx/exceptional -');
  });
});

describe('a sequence that is switched on', () => {
  test('has a place of its own beside a URL that names the same', async () => {
    const sim = await openSimulator();
    expect(await met(sim, `/+fail-then-ok${unsigned}`, 2)).toBe('ytx/exceptional -');
    await sim.control('PUT', '/scenarios/fail-then-ok', {});
    expect(await met(sim, unsigned, 3)).toBe('ytx/exceptional - -');
  });

  test('begins anew when it is switched on again, whether or not it was switched off before', async () => {
    const sim = await openSimulator();
    const path = '/scenarios/fail-2-then-ok';
    const twice = 'ytx/exceptional ytx/exceptional -';
    await sim.control('PUT', path, {});
    expect(await met(sim, unsigned, 3)).toBe(twice);
    await sim.control('PUT', path, {});
    expect(await met(sim, unsigned, 3)).toBe(twice);
    await sim.control('DELETE', path);
    await sim.control('PUT', path, {});
    expect(await met(sim, unsigned, 3)).toBe(twice);
  });

  test('leaves the places of other sequences as they are', async () => {
    const sim = await openSimulator();
    await sim.control('PUT', '/scenarios/fail-2-then-ok', {});
    expect(await met(sim, unsigned, 1)).toBe('ytx/exceptional');
    await sim.control('PUT', '/scenarios/fail-2', { match: { operation: 'endMeeting' } });
    expect(await met(sim, unsigned, 2)).toBe('ytx/exceptional -');
  });
});

/** The error for an unknown scenario name in a URL. */
interface UnknownName {
  readonly detail: string;
  readonly fix: string;
  readonly nearest: readonly string[];
}

async function errorFor(name: string): Promise<UnknownName> {
  const { ask } = await openSimulator();
  const { status, text } = await ask(`/+${name}${unsigned}`);
  expect(status).toBe(404);
  return JSON.parse(text) as UnknownName;
}

const tail = 'After a scenario\'s name comes a count, or "-then-" and another name.';
const delay = 'A delay is written slow-<n>ms or slow-<n>s';
const count = 'A count is a whole number from 1 to 1000000.';

describe('an unknown name', () => {
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
    ['xylink/room-unknown', 'The prefix names another provider; this request is for ytx.'],
    ['xylink/hang', 'Did you mean hang?'],
  ])('as "%s" is not, gets words that help: %s', async (name, words) => {
    const { fix } = await errorFor(name);
    expect(fix).toContain(words);
    expect(fix).toContain('The grammar of a name: scenario or ok, optionally "-" and a count; joined by "-then-"');
  });

  test.each([
    ['fail-two-then-ok', 'part 1'],
    ['fail-0-then-ok', 'part 1'],
    ['FAIL-2-then-ok', 'part 1'],
    ['fail-2-then-nosuch', 'part 2'],
    ['fail-2-then-', 'part 2'],
  ])('has its wrong part named: of %s it is %s', async (name, part) => {
    const { detail } = await errorFor(name);
    expect(detail).toContain(`It has 2 parts, and ${part} is unknown.`);
  });

  test.each(['', '%E4%B8%AD%E6%96%87', 'fail-two', 'fail-2-then-nosuch', 'slow-10', 'x'])(
    'has nothing near it when it is "%s"',
    async (name) => {
      const { fix, nearest } = await errorFor(name);
      expect([nearest, fix.includes('Did you mean')]).toEqual([[], false]);
    },
  );

  test('is never repeated in the error, in any part of the name', async () => {
    const secret = 'invented-secret-of-mine';
    for (const name of [
      `fail-${secret}`,
      `fail-2-then-${secret}`,
      `slow-${secret}`,
      `${secret}%2Fhang`,
      `slow-3${secret}`,
    ]) {
      expect(JSON.stringify(await errorFor(name))).not.toContain('secret');
    }
  });

  test('is explained by the provider that understood most of it', async () => {
    const { control } = await openSimulator();
    const { json } = await control('PUT', '/scenarios/room-unknown-2-then-nosuch', {});
    expect(json).toMatchObject({ detail: expect.stringContaining('part 2 is unknown') as unknown });
  });
});
