import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { folderWith, tidyUp, understudy } from '../support/cli.js';
import { teamWorld } from '../support/team-world.js';
import { badWorlds, secret } from './bad-worlds.js';

afterAll(tidyUp);

const files = Object.fromEntries(badWorlds.map(({ name, content }) => [name, content]));
const cwd = folderWith({ ...files, 'team.json': JSON.stringify(teamWorld) });
mkdirSync(join(cwd, 'a-directory'));

/** Exactly one line, on stderr; exit code 2; no stack, and nothing that was secret. */
async function mistaken(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { code, stdout, stderr } = await understudy(args, { cwd, env });
  expect(stderr).toMatch(/^understudy: [^\p{Cc}\p{Zl}\p{Zp}]+\n$/u);
  expect(stderr).not.toMatch(/\.[jt]s:\d+|node:|Error:/);
  expect(stderr).not.toContain(secret);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  return stderr.slice('understudy: '.length, -1);
}

const mistakes: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['an unknown command', ['frobnicate'], /unknown command 'frobnicate'/],
  ['a command with a slip of the finger', ['serv'], /unknown command 'serv' \(Did you mean serve\?\)/],
  ['an unknown flag', ['--frobnicate'], /unknown option '--frobnicate'/],
  [
    'two profiles of readings',
    ['serve', '--readings', 'lenient', '--readings', 'strict'],
    /--readings has two values, lenient and strict: give one/,
  ],
  [
    'two answers to one reading',
    ['serve', '--reading', 'ytx/validity=10min', '--reading', 'ytx/validity=24h'],
    /--reading has two values, ytx\/validity=10min and ytx\/validity=24h: give one/,
  ],
  ['a flag with a slip of the finger', ['serve', '--prot', '1'], /unknown option '--prot' \(Did you mean --port\?\)/],
  ['a secret behind an unknown flag', ['sign', 'ytx', `--tokn=${secret}`], /^unknown option '--tokn'$/],
  ['a second secret in it', ['sign', 'ytx', `--tokn=it's=${secret}`], /^unknown option '--tokn'$/],
  ['more words than are asked for', ['serve', secret], /too many arguments/],
  ['a port that is no number', ['serve', '--port', 'http'], /--port.*'http'.*0 to 65535/],
  ['a port beyond the last', ['serve', '--port', '65536'], /--port.*0 to 65535/],
  ['a port below the first', ['serve', '--port=-1'], /--port.*0 to 65535/],
  ['a port in other digits', ['serve', '--port', '0x10'], /--port.*0 to 65535/],
  ['a port with a part', ['serve', '--port', '80.5'], /--port.*0 to 65535/],
  ['no port behind the flag', ['serve', '--port'], /--port <n>' argument missing/],
  ['a host that is empty', ['serve', '--host', ''], /--host/],
  ['a control token that is empty', ['serve', '--control-token', ''], /--control-token/],
  ['a control token no header can carry', ['serve', '--control-token', `${secret} \n`], /--control-token/],
  ['an instant without offset', ['serve', '--start-at', '2026-11-21T12:00:00'], /--start-at.*offset/],
  ['a day that does not exist', ['serve', '--start-at', '2026-02-30T12:00:00Z'], /--start-at/],
  ['a journal of no entries', ['serve', '--journal-entries', '0'], /--journal-entries.*1 to/],
  ['a journal of too few bytes', ['serve', '--journal-bytes', '12'], /--journal-bytes.*1kb to/],
  [
    'a receiver with its port',
    ['serve', '--callback-allow', 'a.test', 'b.test:80'],
    /--callback-allow: "b\.test:80".*without/,
  ],
  [
    'a receiver with a password',
    ['serve', '--callback-allow', `http://me:${secret}@b.test`],
    /--callback-allow: entry 1/,
  ],
  ['a receiver that is empty', ['serve', '--callback-allow', ''], /--callback-allow: entry 1 is not a host name/],
  ['a block of too many bits', ['serve', '--callback-allow', '10.0.0.0/33'], /"10\.0\.0\.0\/33".*10\.0\.0\.0\/8/],
  ['no receiver behind the flag', ['serve', '--callback-allow'], /--callback-allow <host\.\.\.>' argument missing/],
  ['a timeout that is no duration', ['serve', '--callback-timeout', '2'], /--callback-timeout.*'2'.*ISO 8601.*PT25H/],
  ['a timeout of nothing', ['serve', '--callback-timeout', 'PT0S'], /--callback-timeout.*PT0S.*at most PT60S/],
  ['a timeout over a minute', ['serve', '--callback-timeout', 'PT60.001S'], /--callback-timeout.*at most PT60S/],
  ['a timeout before its start', ['serve', '--callback-timeout=-PT1S'], /--callback-timeout.*must not be negative/],
  ['callbacks without a lane', ['serve', '--callback-lanes', '0'], /--callback-lanes.*1 to 10000/],
  ['callbacks without a receiver', ['serve', '--callback-receivers', '0'], /--callback-receivers.*1 to 100000/],
  ['no connections at all', ['serve', '--max-connections', '0'], /--max-connections.*1 to 100000/],
  ['headers that may take for ever', ['serve', '--header-timeout', 'PT2H'], /--header-timeout.*at most PT3600S/],
  ['requests that may take no time', ['serve', '--request-timeout', 'PT0S'], /--request-timeout.*longer than PT0S/],
  ['headers of too few bytes', ['serve', '--max-header-bytes', '1'], /--max-header-bytes.*1kb to/],
  ['no world behind the flag', ['serve', '--world'], /--world <file>' argument missing/],
  ['a world file that does not exist', ['serve', '--world', 'nowhere.yaml'], /nowhere\.yaml.*the file does not exist/],
  ['a world below a file', ['serve', '--world', 'team.json/x'], /team\.json\/x.*the file does not exist/],
  ['a world that is a directory', ['serve', '--world', 'a-directory'], /a-directory.*is a directory/],
  [
    'a world of two lines in its name',
    ['serve', '--world', 'no\n\u2028\u001bwhere'],
    /no where.*the file does not exist/,
  ],
  ['an unknown provider', ['sign', 'zoom'], /unknown command 'zoom'/],
  [
    'a role that the cast lacks',
    ['sign', 'ytx', '--account', 'account:rich'],
    /no account for the role "account:rich"; add it under cast, or use --sid and --token/,
  ],
  [
    'a role named like a property of every object',
    ['sign', 'ytx', '--account', 'constructor'],
    /no account for the role "constructor"; add it under cast, or use --sid and --token/,
  ],
  [
    'an application role that the cast lacks',
    ['sign', 'ytx', '--app', 'app:gone'],
    /no application for the role "app:gone"; add it under cast/,
  ],
  ['a sid without its token', ['sign', 'ytx', '--sid', 'ac1'], /pass --sid and --token together/],
  ['a token without its sid', ['sign', 'ytx', '--token', secret], /pass --sid and --token together/],
  ['an invalid time of signing', ['sign', 'ytx', '--start-at', 'yesterday'], /--start-at.*'yesterday'.*offset/],
  ['an invalid URL', ['sign', 'ytx', '--url', 'localhost:4010'], /--url.*http:\/\//],
  ['a role that this world lacks', ['sign', 'ytx', '--world', 'team.json', '--app', 'app:offline'], /"app:offline"/],
  [
    'an explanation of an unknown provider',
    ['explain', 'zoom', '-205'],
    /unknown provider "zoom"; use one of: ytx, xylink/,
  ],
  ['an explanation of nothing', ['explain', 'ytx'], /missing required argument 'what'/],
  ['an explanation of an unknown code', ['explain', 'ytx', '-999'], /ytx has no .*"-999"/],
  ['an explanation that is misspelt', ['explain', 'ytx', 'sign-wrog'], /did you mean sign-wrong/],
  ['a flag the checks report does not have', ['checks', '--jsn'], /unknown option '--jsn' \(Did you mean --json\?\)/],
  ['a bad world to sign with', ['sign', 'ytx', '--world', 'list.json'], /list\.json is not a valid world/],
];

describe('a mistake on the command line is reported in one line:', () => {
  test.each(mistakes)('%s', async (_name, args, words) => {
    expect(await mistaken(args)).toMatch(words);
  });

  test.each(badWorlds)('$is, in $name', async ({ name, says }) => {
    const message = await mistaken(['serve', '--port', '0', '--world', name]);
    for (const words of says) expect(message).toContain(words);
  });

  test.each(['http', '70000'])('PORT is "%s"', async (port) => {
    expect(await mistaken(['serve'], { PORT: port })).toMatch(/PORT, for --port, is invalid.*0 to 65535/);
  });
});

describe('help', () => {
  test.each([
    [['--help'], 'understudy serve'],
    [['serve', '--help'], 'understudy serve --port 0 --seed friday'],
    [['serve', '--help'], 'understudy serve --callback-allow receiver.test 10.0.0.0/8 --callback-timeout PT5S'],
    [['sign', '--help'], 'understudy sign ytx --app app:offline --curl | sh'],
    [['sign', 'ytx', '--help'], 'understudy sign ytx --app app:offline --curl | sh'],
    [['checks', '--help'], 'understudy checks --json'],
    [['explain', '--help'], 'understudy explain ytx ytx/caller-is-allowed'],
    [['help', 'serve'], 'understudy serve --port 0 --seed friday'],
  ])('is given on %j, with examples', async (args, example) => {
    const { code, stdout, stderr } = await understudy(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: understudy /);
    expect(stdout.slice(stdout.indexOf('\nExamples:\n')).split('\n')).toContain(`  ${example}`);
  });

  test('names every flag of the provider', async () => {
    const { stdout } = await understudy(['sign', 'ytx', '--help']);
    for (const flag of [
      'account',
      'sid',
      'token',
      'app',
      'timestamp',
      'book',
      'confid',
      'body',
      'start-at',
      'world',
      'curl',
    ]) {
      expect(stdout).toContain(`--${flag}`);
    }
  });

  test.each([[[]], [['sign']]])('is all there is to %j, which asks for nothing: that is wrong use', async (args) => {
    const { code, stdout, stderr } = await understudy(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: understudy /);
    expect(stderr).toContain('\nExamples:\n');
  });

  test('prints the version', async () => {
    expect(await understudy(['--version'])).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as unknown,
      stderr: '',
    });
  });
});
