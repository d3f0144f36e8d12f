import { describe, expect, test } from '@jest/globals';
import { type IncomingRequest, createSimulator } from '../../simulator/index.js';
import { noon, providerOf } from './scenario-server.js';
import { readSequence } from '../../simulator/core/scenarios/sequence.js';

const request: IncomingRequest = {
  method: 'POST',
  host: 'sandbox.ytx.net',
  targetAsSent: '/201612/sid/unknown/call/TeleMeeting.wx',
  targetForProvider: '/201612/sid/unknown/call/TeleMeeting.wx',
  rawHeaders: [],
  body: new Uint8Array(),
  clientIp: '127.0.0.1',
};

/** Which of so many like requests meet these scenarios, each at this chance. */
function hits(seed: string, chance: number, { names = ['app-offline'], count = 200 } = {}): readonly string[] {
  const simulator = createSimulator({ seed, clock: { now: () => noon } });
  const { scenarios } = simulator.spaces.getOrCreate(undefined);
  for (const name of names) {
    const read = readSequence(providerOf(simulator, 'ytx'), name);
    if (!read.ok) throw new Error(`there is no scenario ${name}`);
    scenarios.switchOn({ name, stepsFor: new Map([['ytx', read.steps]]), activation: { chance } }, noon);
  }
  return Array.from({ length: count }, () => simulator.ask('ytx', request).effects?.names.join(', ') ?? '-');
}

const rate = (met: readonly string[]): number => met.filter((each) => each !== '-').length / met.length;

describe('chance', () => {
  test('selects the same requests again with the same seed, and others with another', () => {
    const met = hits('one', 0.2);
    expect(hits('one', 0.2)).toEqual(met);
    expect(hits('other', 0.2)).not.toEqual(met);
  });

  test.each([0.02, 0.2, 0.5, 0.9])('selects about %d of all requests', (chance) => {
    const spread = Math.sqrt((chance * (1 - chance)) / 2000);
    for (const seed of ['one', 'other']) {
      expect(Math.abs(rate(hits(seed, chance, { count: 2000 })) - chance)).toBeLessThan(4 * spread);
    }
  });

  test('of 1 selects every request', () => {
    expect(rate(hits('one', 1))).toBe(1);
  });

  test('is drawn for each scenario on its own', () => {
    const met = hits('one', 0.5, { names: ['slow', 'app-offline'], count: 2000 });
    for (const kind of ['-', 'slow', 'app-offline', 'slow, ytx/app-offline']) {
      const share = met.filter((each) => each === kind || each === `ytx/${kind}`).length / met.length;
      expect(Math.abs(share - 0.25)).toBeLessThan(0.05);
    }
  });

  test('is drawn anew for each request, in no rhythm', () => {
    const met = hits('one', 0.5, { count: 2000 }).map((each) => each !== '-');
    const alike = met.slice(1).filter((each, index) => each === met[index]).length / (met.length - 1);
    expect(Math.abs(alike - 0.5)).toBeLessThan(0.04);
  });
});

describe('a delay around a time', () => {
  const delays = (seed: string, name = 'slow-around-1s', count = 2000): readonly number[] => {
    const simulator = createSimulator({ seed, clock: { now: () => noon } });
    return Array.from(
      { length: count },
      () => simulator.ask('ytx', request, { scenarios: [name] }).effects?.delayMs ?? Number.NaN,
    );
  };
  const quantile = (values: readonly number[], share: number): number =>
    values.toSorted((one, other) => one - other)[Math.floor(values.length * share)] ?? Number.NaN;

  test('is the same again with the same seed, and another with another', () => {
    expect(delays('one')).toEqual(delays('one'));
    expect(delays('one')).not.toEqual(delays('other'));
  });

  test('is spread log-normally around its median', () => {
    const drawn = delays('one', 'slow-around-1s');
    expect(Math.abs(quantile(drawn, 0.5) - 1000)).toBeLessThan(60);
    expect(Math.abs(quantile(drawn, 0.1587) - 1000 * Math.exp(-0.5))).toBeLessThan(60);
    expect(Math.abs(quantile(drawn, 0.8413) - 1000 * Math.exp(0.5))).toBeLessThan(120);
    expect(drawn.every((ms) => Number.isInteger(ms) && ms > 0 && ms <= 10_000)).toBe(true);
  });

  test('keeps its shape for any median', () => {
    const [short, long] = [delays('one', 'slow-around-1s'), delays('one', 'slow-around-60s')];
    expect(Math.abs(quantile(long, 0.5) / quantile(short, 0.5) - 60)).toBeLessThan(6);
  });
});
