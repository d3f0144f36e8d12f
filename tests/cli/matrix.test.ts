import { afterAll, describe, expect, test } from '@jest/globals';
import type { ProcessEnd } from '../../simulator/cli/command-runs/outcome.js';
import { type Ended, folderWith, tidyUp, understudy } from '../support/cli.js';
import { sentByCurl } from '../support/curl.js';
import { teamWorld } from '../support/team-world.js';

afterAll(tidyUp);

const noon = '2026-11-21T12:00:00+08:00';
const cwd = folderWith({ 'team.json': JSON.stringify(teamWorld) });

const well: ProcessEnd = { exitCode: 0, signal: null, timedOut: false };
type Environment = Readonly<Record<string, string | undefined>>;

const asking = async ({ UNDERSTUDY_URL: url = '' }: Environment): Promise<void> => {
  await fetch(`${url}/sandbox.ytx.net`, { method: 'POST' });
};

/** What stands for the user's commands: what each does in its environment, how it ends, and what it says. */
const commands: Readonly<Record<string, (env: Environment) => Promise<ProcessEnd & { readonly says?: string }>>> = {
  async ask(env) {
    await asking(env);
    return well;
  },
  async book({ UNDERSTUDY_URL: url = '' }) {
    const { stdout } = await understudy(
      ['sign', 'ytx', '--world', 'team.json', '--start-at', noon, '--url', url, '--curl'],
      {
        cwd,
      },
    );
    const reply = await sentByCurl(stdout);
    return { ...well, exitCode: reply.includes('"meid"') ? 0 : 1, says: reply };
  },
  idle: () => Promise.resolve(well),
  async fail(env) {
    await asking(env);
    return { ...well, exitCode: 7, says: 'I fail\n' };
  },
  async sometimes(env) {
    if (env['UNDERSTUDY_READING'] === 'default') await asking(env);
    return well;
  },
  hang: () => Promise.resolve({ exitCode: null, signal: 'SIGTERM', timedOut: true }),
};

const limits: number[] = [];

const matrix = async (...args: readonly string[]): Promise<Ended> =>
  understudy(['matrix', ...args], {
    cwd,
    async runCommand([name = ''], { env, timeoutMs }) {
      limits.push(timeoutMs);
      const { says: output = '', ...ending } = (await commands[name]?.(env)) ?? { ...well, exitCode: 127 };
      return { ...ending, output };
    },
  });

describe('understudy matrix', () => {
  test('is content when all are passed', async () => {
    const { code, stdout } = await matrix('--provider', 'xylink', '--', 'ask');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^(\d+) of \1 readings passed\n3 of 3 profiles passed\n$/m);
    expect(stdout).not.toContain('ytx');
  });

  test('says the same as JSON', async () => {
    const { code, stdout } = await matrix('--reading', 'version', '--json', '--', 'ask');
    const outcome = { exitCode: 0, signal: null, timedOut: false, requests: 1, passed: true };
    expect({ code, report: JSON.parse(stdout) as unknown }).toEqual({
      code: 0,
      report: {
        passed: 1,
        readings: 1,
        baseline: outcome,
        trials: [{ provider: 'ytx', reading: 'version', option: 'any', ...outcome }],
      },
    });
  });

  test('takes no silence for survival', async () => {
    const { code, stdout } = await matrix('--reading', 'version', '--', 'sometimes');
    expect(stdout).toMatch(/any +made no request\n\n0 of 1 readings passed\n$/);
    expect(code).toBe(1);
  });

  test('leaves the flags behind -- to the command', async () => {
    const { stdout } = await matrix('--reading', 'version', '--', 'ask', '--json', '--timeout', 'none');
    expect(stdout).toMatch(/any +passed\n\n1 of 1 readings passed\n$/);
  });

  test('answers from a world of one’s own', async () => {
    const { code, stderr } = await matrix(
      '--world',
      'team.json',
      '--start-at',
      noon,
      '--verbose',
      '--reading',
      'version',
      '--',
      'book',
    );
    expect(code).toBe(0);
    expect(stderr).toContain('[2/2] ytx/version=any: passed');
  });

  test('shows how it is used', async () => {
    const { code, stdout } = await matrix('--help');
    expect(code).toBe(0);
    expect(stdout).toContain('\nExamples:\n  understudy matrix -- npm test\n');
    expect(stdout).toContain('UNDERSTUDY_URL');
  });
});

describe('the matrix has no verdict', () => {
  const hint = '; it must send its requests to the URL in UNDERSTUDY_URL';

  test.each([
    ['when the command fails already with the default options', 'fail', 'failed (exit code 7)'],
    ['when it makes no request', 'idle', `made no request${hint}`],
    ['when it takes longer than it may', 'hang', `timed out and made no request${hint}`],
  ])('%s', async (_when, name, why) => {
    const { code, stdout, stderr } = await matrix('--timeout', 'PT60S', '--', name);
    expect(limits.at(-1)).toBe(60_000);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n').slice(-2)).toEqual([
      `understudy: the first run must pass: with the default options the command ${why}`,
      '',
    ]);
    expect(stderr.includes('    I fail\n')).toBe(name === 'fail');
  });

  test.each([
    ['without a command', [], /give the command to run after --/],
    ['without a command behind --', ['--'], /the command to run after --/],
    ['with a command whose name is empty', ['--', ''], /the command to run after --/],
    ['with a command that stands before --', ['node', '--', 'ask'], /the command to run after --/],
    ['with a command without --', ['node', 'ask'], /the command to run after --/],
    ['of another provider', ['--provider', 'ytz', '--', 'ask'], /unknown provider "ytz"; did you mean ytx\?$/],
    ['of another reading', ['--reading', 'requestid', '--', 'ask'], /"requestid"; did you mean requestId\?$/],
    ['of one in full', ['--reading', 'ytx/statusMgs', '--', 'ask'], /"ytx\/statusMgs"; did you mean ytx\/statusMsg/],
    ['of a reading from elsewhere', ['--provider', 'ytx', '--reading', 'nonces', '--', 'ask'], /"nonces"; /],
    ['within no time', ['--timeout', 'PT0S', '--', 'ask'], /--timeout.*at most PT86400S/],
    [
      'in a world file that does not exist',
      ['--world', 'nowhere.yaml', '--', 'ask'],
      /nowhere\.yaml.*the file does not exist/,
    ],
  ])('%s', async (_what, args, words) => {
    const { code, stdout, stderr } = await matrix(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^understudy: [^\n]+\n$/);
    expect(stderr.trimEnd()).toMatch(words);
  });
});
