import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../ytx/caller.js';
import { noon, openSimulator, scenariosOf, type TestSimulator, unsigned, unsignedStatus } from './scenario-server.js';

const second = 1000;

/** Switches a scenario on, and insists on it. */
async function switchOn({ control }: TestSimulator, name: string, activation: object = {}): Promise<void> {
  expect(await control('PUT', `/scenarios/${name}`, activation)).toMatchObject({ status: 200 });
}

const many = (count: number, ask: () => Promise<Answer>): Promise<readonly Answer[]> =>
  Promise.all(Array.from({ length: count }, ask));

const met = async ({ ask }: TestSimulator, path = unsigned): Promise<string | undefined> =>
  scenariosOf(await ask(path, { method: path.includes('xylink') ? 'GET' : 'POST' }));

describe('a scenario that is switched on', () => {
  test.each([1, 7, 49])('is met exactly %d times, though fifty requests come at once', async (times) => {
    const sim = await openSimulator();
    await switchOn(sim, 'caller-not-allowed', { times });
    const answers = await many(50, () => sim.ask(unsigned));
    expect(answers.filter((answer) => scenariosOf(answer) === 'ytx/caller-not-allowed')).toHaveLength(times);
    expect(answers.filter(({ refusedBy }) => refusedBy !== undefined)).toHaveLength(50 - times);
    expect(await sim.control('GET', '/scenarios')).toMatchObject({ json: { on: [] } });
  });

  test('counts only the requests that chance selects', async () => {
    const sim = await openSimulator();
    await switchOn(sim, 'app-offline', { times: 3, chance: 0.3 });
    const answers = await many(100, () => sim.ask(unsigned));
    expect(answers.filter((answer) => scenariosOf(answer) !== undefined)).toHaveLength(3);
  });

  test('lasts for its duration by the clock of its space', async () => {
    const sim = await openSimulator();
    const { clock } = sim.simulator.spaces.getOrCreate(undefined);
    clock.set(noon, 'frozen');
    await switchOn(sim, 'hang', { for: 'PT10M' });
    await switchOn(sim, 'app-offline', { for: 'PT30S' });
    clock.advance(30 * second - 1);
    expect(sim.simulator.spaces.getOrCreate(undefined).scenarios.all(clock.now())).toHaveLength(2);
    await sim.control('DELETE', '/scenarios/hang');
    expect(await met(sim)).toBe('ytx/app-offline');
    clock.advance(1);
    expect(await met(sim)).toBeUndefined();
    expect(await sim.control('GET', '/scenarios')).toMatchObject({ json: { on: [] } });
  });

  test('ends after its count or its duration, the earlier of the two', async () => {
    const sim = await openSimulator();
    const { clock } = sim.simulator.spaces.getOrCreate(undefined);
    await switchOn(sim, 'app-offline', { for: 'PT1M', times: 2 });
    await switchOn(sim, 'room-unknown', { for: 'PT1M', times: 2 });
    expect([await met(sim), await met(sim), await met(sim)]).toEqual(['ytx/app-offline', 'ytx/app-offline', undefined]);
    expect(await met(sim, unsignedStatus)).toBe('xylink/room-unknown');
    clock.advance(60 * second);
    expect(await met(sim, unsignedStatus)).toBeUndefined();
  });

  test('affects its own space only', async () => {
    const sim = await openSimulator();
    await sim.control('PUT', '/scenarios/app-offline', {}, '/~bob');
    expect(await met(sim, `/~bob${unsigned}`)).toBe('ytx/app-offline');
    expect(await met(sim)).toBeUndefined();
    expect(await met(sim, `/~alice${unsigned}`)).toBeUndefined();
  });

  test('is over when it is switched off, and when its space is reset', async () => {
    const sim = await openSimulator();
    for (const [method, path] of [
      ['DELETE', '/scenarios/app-offline'],
      ['DELETE', '/scenarios/ytx/app-offline'],
      ['DELETE', '/scenarios'],
      ['POST', '/reset'],
    ] as const) {
      await switchOn(sim, 'app-offline');
      expect(await met(sim)).toBe('ytx/app-offline');
      expect((await sim.control(method, path)).status).toBeLessThan(300);
      expect(await met(sim)).toBeUndefined();
    }
  });
});

describe('two scenarios that are switched on', () => {
  test('of which both refuse: the first one does, and it alone is counted', async () => {
    const sim = await openSimulator();
    await switchOn(sim, 'app-offline', { times: 1 });
    await switchOn(sim, 'gateway-502', { times: 1 });
    await switchOn(sim, 'app-unknown', { times: 1 });
    expect([await met(sim), await met(sim), await met(sim), await met(sim)]).toEqual([
      'ytx/app-offline',
      'gateway-502',
      'ytx/app-unknown',
      undefined,
    ]);
  });

  test('a URL’s own scenarios come before them', async () => {
    const sim = await openSimulator();
    await switchOn(sim, 'app-offline', { times: 1 });
    expect(await met(sim, `/+app-unknown${unsigned}`)).toBe('ytx/app-unknown');
    expect(await met(sim)).toBe('ytx/app-offline');
  });

  test('a scenario that is switched on again goes behind the others', async () => {
    const sim = await openSimulator();
    for (const name of ['app-offline', 'app-unknown', 'app-offline']) await switchOn(sim, name);
    expect(await met(sim)).toBe('ytx/app-unknown');
  });

  test('are both met when one delays and the other refuses, and delays add up', async () => {
    const sim = await openSimulator();
    await switchOn(sim, 'slow-250ms');
    await switchOn(sim, 'app-offline');
    await switchOn(sim, 'slow');
    expect(await met(sim, `/+slow-3s${unsigned}`)).toBe('slow-3s, slow-250ms, ytx/app-offline, slow');
    expect(sim.pauses).toEqual([4250]);
    expect(await sim.control('GET', '/journal/1')).toMatchObject({
      json: { source: 'scenario', scenario: 'ytx/app-offline', delayMs: 4250 },
    });
  });

  test('break the wire in one way only: the first', async () => {
    const sim = await openSimulator();
    await switchOn(sim, 'empty-body', { times: 1 });
    await switchOn(sim, 'wrong-content-type', { times: 1 });
    const [first, then] = [await sim.ask(unsigned), await sim.ask(unsigned)];
    expect([first.text, scenariosOf(first)]).toEqual(['', 'empty-body']);
    expect([then.headers['content-type'], scenariosOf(then)]).toEqual(['text/html', 'wrong-content-type']);
  });
});
