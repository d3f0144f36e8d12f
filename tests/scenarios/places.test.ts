import { describe, expect, test } from '@jest/globals';
import { openSimulator, scenariosOf, type TestSimulator, unsigned } from './stage.js';

const control = '/sdk.xylink.com/api/rest/external/v1/conferenceControl/nobody';

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

  test('may end in trouble, which then stays', async () => {
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
