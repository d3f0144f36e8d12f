import { describe, expect, test } from '@jest/globals';
import { createSimulator, startingWorld, startSimulator } from '../../simulator/index.js';
import { failureOf } from '../client/ytx-requests.js';

/** Invalid options, and the end of the message. */
const invalid: readonly (readonly [object, string])[] = [
  [{ sed: 'friday' }, 'has an unknown option: "sed"; did you mean "seed"? known: '],
  [{ startAt: '2026-11-21' }, 'startAt must be ms since the epoch, from 1970-01-01T08:00:00+08:00 to 9999-12-31T'],
  [{ startAt: Number.NaN }, 'startAt must be ms since the epoch'],
  [{ seed: 7 }, 'seed must be a string, not 7'],
  [{ world: 'team.yaml' }, 'world must be an object, not a string'],
  [{ faithful: 'yes' }, 'faithful must be a boolean, not a string'],
  [{ log: console }, 'log must be a function, not a object'],
  [{ memory: '1mb' }, 'memory must be a whole number above 0, not a string'],
  [{ spaces: -1 }, 'spaces must be a whole number above 0, not -1'],
  [{ journal: { entries: 0 } }, 'journal entries must be a whole number above 0, not 0'],
  [{ journal: { lines: 1 } }, 'journal has an unknown option: "lines"'],
  [{ clock: {} }, 'clock must have a function `now`'],
  [{ language: 'fr' }, 'language must be one of en, zh, not a string'],
  [{ allowHosts: 'all' }, 'allowHosts must be a list of strings, not a string'],
  [{ tls: true }, 'tls must be an object, not true'],
  [{ readings: { zoom: {} } }, 'readings names an unknown provider: "zoom"'],
  [{ readings: { ytx: { validity: '1h' } } }, 'readings/ytx/validity must be one of: 24h, 10min'],
  [{ adoptTokens: [1] }, 'adoptTokens must be a list of strings, not a list'],
  [{ controlToken: null }, 'controlToken must be a string, not null'],
];

describe('createSimulator', () => {
  test.each(invalid)('rejects %j', async (options, says) => {
    expect(() => createSimulator(options).spaces.getOrCreate(undefined)).toThrow(says);
    expect(await failureOf(startSimulator(options))).toMatchObject({ name: 'TypeError' });
  });

  test('takes undefined for an option that is left out', () => {
    expect(createSimulator({ seed: undefined, world: undefined } as object)).toBeDefined();
  });
});

describe('startSimulator', () => {
  test('also checks the inside of a world', async () => {
    const world = { ...startingWorld, ytx: { accounts: 3 } };
    expect(await failureOf(startSimulator({ world }))).toMatchObject({
      name: 'TypeError',
      message: expect.stringMatching(/^startSimulator: world is invalid \(\d+ errors?\): \/ytx/) as unknown,
    });
  });

  test('takes the included world', async () => {
    const simulator = await startSimulator({ world: startingWorld });
    expect(await simulator.health()).toMatchObject({ status: 'ok' });
    await simulator.close();
  });
});
