import { describe, expect, test } from '@jest/globals';
import { openStage, scenariosOf, type Stage, unsigned } from './stage.js';

const control = '/sdk.xylink.com/api/rest/external/v1/conferenceControl/nobody';

/** Asks for the same so many times in a row: for each, the scenario that it met, or a dash. */
async function met({ ask }: Stage, target: string, times: number, method = 'POST'): Promise<string> {
  const seen: string[] = [];
  while (seen.length < times) seen.push(scenariosOf(await ask(target, { method })) ?? '-');
  return seen.join(' ');
}

describe('a sequence in a URL', () => {
  test('ends by itself', async () => {
    const stage = await openStage();
    expect(await met(stage, `/+exceptional-2-then-ok${unsigned}`, 5)).toBe('ytx/exceptional ytx/exceptional - - -');
  });

  test('may end in trouble, which then stays', async () => {
    const stage = await openStage();
    expect(await met(stage, `/+ok-3-then-limit${unsigned}`, 6)).toBe(
      '- - - ytx/too-frequent ytx/too-frequent ytx/too-frequent',
    );
  });

  test('lets exactly as many through when all come at once', async () => {
    const { ask } = await openStage();
    const answers = await Promise.all(Array.from({ length: 60 }, () => ask(`/+fail-7-then-ok${unsigned}`)));
    expect(answers.filter((answer) => scenariosOf(answer) !== undefined)).toHaveLength(7);
  });

  test('is counted in each space on its own', async () => {
    const stage = await openStage();
    const target = `/+gateway-502-then-ok${unsigned}`;
    expect(await met(stage, target, 2)).toBe('gateway-502 -');
    expect(await met(stage, `/~alice${target}`, 2)).toBe('gateway-502 -');
    expect(await met(stage, `/~bob${target}`, 2)).toBe('gateway-502 -');
  });

  test('is counted for each segment on its own, however the rest of the URL is written', async () => {
    const stage = await openStage();
    expect(await met(stage, `/+fail-2-then-ok${unsigned}`, 1)).toBe('ytx/exceptional');
    expect(await met(stage, `/%2Bfail-2-then-ok${unsigned.replace('sandbox', 'api')}`, 2)).toBe('ytx/exceptional -');
    expect(await met(stage, `/+fail-1-then-ok${unsigned}`, 2)).toBe('ytx/exceptional -');
  });

  test('is counted for each operation on its own, and for each provider', async () => {
    const stage = await openStage();
    const front = '/+http-500-then-ok';
    expect(await met(stage, `${front}${control}/meetingStatus`, 2, 'GET')).toBe('http-500 -');
    expect(await met(stage, `${front}${control}/end`, 2, 'PUT')).toBe('http-500 -');
    expect(await met(stage, `${front}${unsigned}`, 2)).toBe('http-500 -');
  });

  test('leaves operations alone that its scenarios do not fit', async () => {
    const stage = await openStage();
    const front = '/+meeting-to-end-not-running-2-then-room-unknown';
    expect(await met(stage, `${front}${control}/meetingStatus`, 3, 'GET')).toBe('- - xylink/room-unknown');
  });

  test('begins anew after a reset, and after all scenarios were switched off', async () => {
    const stage = await openStage();
    const target = `/+fail-then-ok${unsigned}`;
    expect(await met(stage, target, 2)).toBe('ytx/exceptional -');
    await stage.control('POST', '/reset');
    expect(await met(stage, target, 2)).toBe('ytx/exceptional -');
    await stage.control('DELETE', '/scenarios');
    expect(await met(stage, target, 2)).toBe('ytx/exceptional -');
  });
});

describe('a sequence that is switched on', () => {
  test('has a place of its own beside a URL that names the same', async () => {
    const stage = await openStage();
    expect(await met(stage, `/+fail-then-ok${unsigned}`, 2)).toBe('ytx/exceptional -');
    await stage.control('PUT', '/scenarios/fail-then-ok', {});
    expect(await met(stage, unsigned, 3)).toBe('ytx/exceptional - -');
  });

  test('begins anew when it is switched on again, whether or not it was switched off before', async () => {
    const stage = await openStage();
    const path = '/scenarios/fail-2-then-ok';
    const twice = 'ytx/exceptional ytx/exceptional -';
    await stage.control('PUT', path, {});
    expect(await met(stage, unsigned, 3)).toBe(twice);
    await stage.control('PUT', path, {});
    expect(await met(stage, unsigned, 3)).toBe(twice);
    await stage.control('DELETE', path);
    await stage.control('PUT', path, {});
    expect(await met(stage, unsigned, 3)).toBe(twice);
  });

  test('leaves the places of other sequences as they are', async () => {
    const stage = await openStage();
    await stage.control('PUT', '/scenarios/fail-2-then-ok', {});
    expect(await met(stage, unsigned, 1)).toBe('ytx/exceptional');
    await stage.control('PUT', '/scenarios/fail-2', { match: { operation: 'endMeeting' } });
    expect(await met(stage, unsigned, 2)).toBe('ytx/exceptional -');
  });
});
