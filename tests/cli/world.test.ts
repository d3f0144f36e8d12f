import { afterAll, describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { generateWorld } from '../../simulator/world-generator/index.js';
import { startingWorld } from '../../simulator/index.js';
import { providers } from '../../simulator/providers/index.js';
import { folderWith, tidyUp, understudy } from '../support/cli.js';

afterAll(tidyUp);

const friday = ['world', '--generate', '--accounts', '3', '--rooms', '50', '--seed', 'friday'];
const heading =
  '# Made by: understudy world --generate --accounts 3 --enterprises 2 --rooms 50 --seed friday --start-at 2098-12-31T16:00:00.000Z\n';

describe('understudy world', () => {
  test('--generate prints the same world each time, in YAML, under the command that made it', async () => {
    const [first, second] = [await understudy(friday), await understudy(friday)];
    expect(first).toEqual(second);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout.startsWith(heading)).toBe(true);
    const quantities = { accounts: 3, enterprises: 2, rooms: 50 };
    const startAt = Date.parse('2099-01-01T00:00:00+08:00');
    const world = await generateWorld(providers, { seed: 'friday', startAt, quantities });
    expect(load(first.stdout)).toEqual(JSON.parse(JSON.stringify(world)));
  });

  test('--generate makes a world that other commands take', async () => {
    const { stdout } = await understudy([...friday.slice(0, -1), "it's 星期五"]);
    expect(stdout.split('\n')[0]).toContain(` --seed 'it'\\''s 星期五' `);
    const cwd = folderWith({ 'team.yaml': stdout });
    for (const [provider, host] of [
      ['ytx', 'sandbox.ytx.net'],
      ['xylink', 'sdk.xylink.com'],
    ] as const) {
      const signed = await understudy(['sign', provider, '--world', 'team.yaml'], { cwd });
      expect(signed).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining(host) });
    }
  });

  test('without --generate prints the included world', async () => {
    const { stdout } = await understudy(['world']);
    expect(stdout.startsWith('# Made by: understudy world\n')).toBe(true);
    expect(load(stdout)).toEqual(startingWorld);
  });

  test.each<readonly [readonly string[], string, string]>([
    [['--generate', '--accounts', '0'], '--accounts <n>', 'It must be an integer from 1 to 1000.'],
    [['--generate', '--accounts', '1001'], '--accounts <n>', 'It must be an integer from 1 to 1000.'],
    [['--generate', '--enterprises', '101'], '--enterprises <n>', 'It must be an integer from 1 to 100.'],
    [['--generate', '--rooms', '1e3'], '--rooms <n>', 'It must be an integer from 0 to 10000.'],
    [['--generate', '--seed', 'a\nb'], '--seed <text>', 'It must be 1 to 200 characters'],
    [['--generate', '--start-at', 'now'], '--start-at <instant>', 'It must be an instant with its offset'],
    ...['9999-12-31T23:59:59Z', '1970-01-01T00:00:00+08:01'].map(
      (instant) =>
        [
          ['--generate', '--start-at', instant],
          instant,
          'It must be an instant from 1970-01-01T08:00:00+08:00 to 9999-12-31T23:59:59.999+08:00.',
        ] as const,
    ),
    [['--rooms', '3'], '--rooms', 'needs --generate'],
    [['--start-at', '2027-01-01T00:00:00Z'], '--start-at', 'needs --generate'],
  ])('refuses %j', async (flags, named, why) => {
    const { code, stdout, stderr } = await understudy(['world', ...flags]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(named);
    expect(stderr).toContain(why);
  });
});
