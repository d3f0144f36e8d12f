import { afterAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, folderWith, tidyUp, understudy } from '../support/cli.js';
import { sentByCurl } from '../support/curl.js';

afterAll(tidyUp);

const noon = '2026-11-21T12:00:00+08:00';
const signing = understudy(['sign', 'ytx', '--start-at', noon, '--url', 'http://127.0.0.1:1', '--curl']);

/** What the user's tests do: book a meeting, and fail without its number. */
async function book(url: string): Promise<number> {
  const { stdout } = await signing;
  return (await sentByCurl(stdout.replace('http://127.0.0.1:1', url))).includes('"meid":"') ? 0 : 1;
}

interface Run extends Ended {
  /** The mutants that ran, in the order in which they started. */
  readonly ran: readonly string[];
  /** The most runs at the same time. */
  readonly most: number;
}

async function mutants(args: readonly string[], { cwd = '.', env = {} } = {}): Promise<Run> {
  const ran: string[] = [];
  let [now, most] = [0, 0];
  const ended = await understudy(['mutants', '--start-at', noon, ...args, '--', 'npm', 'test'], {
    cwd,
    env,
    async runCommand(_, { env: { UNDERSTUDY_URL: url = '', UNDERSTUDY_MUTANT: name = '' } }) {
      if (name !== 'default') ran.push(name);
      now += 1;
      most = Math.max(most, now);
      const exitCode = await book(url);
      now -= 1;
      return { exitCode, signal: null, timedOut: false, output: `tests of ${name}\n` };
    },
  });
  return { ...ended, ran, most };
}

const ofReply = ['--case', '*/type/*'];

describe('understudy mutants', () => {
  test('runs the mutants of the operations that the first run calls, and counts the others', async () => {
    const { code, stdout, ran } = await mutants(ofReply);
    expect(code).toBe(1);
    expect(ran.length).toBeGreaterThan(1);
    expect(ran.every((name) => name.startsWith('ytx/createMeeting/'))).toBe(true);
    expect(stdout).toMatch(new RegExp(`^\\d+ of ${ran.length} mutants caught$`, 'm'));
    expect(stdout).toMatch(/^\d+ mutants not run: your tests do not call their operations \(--all runs them\)$/m);
    expect(stdout).toContain('missed: ytx/createMeeting/type/');
  });

  test('runs all of them with --all', async () => {
    const [{ ran: some }, { ran: all, stdout }] = [await mutants(ofReply), await mutants([...ofReply, '--all'])];
    expect(all.length).toBeGreaterThan(some.length);
    expect(stdout).not.toContain('not run');
  });

  test('runs as many at a time as there are workers, one by default', async () => {
    const [one, two] = [await mutants(ofReply), await mutants([...ofReply, '--workers', '2'])];
    expect([one.most, two.most]).toEqual([1, 2]);
    expect(two.stdout).toBe(one.stdout);
  });

  test('runs each mutant in exactly one of the shards', async () => {
    const parts = await Promise.all(
      ['1/3', '2/3', '3/3'].map((part) => mutants([...ofReply, '--all', '--shard', part])),
    );
    const { ran: all } = await mutants([...ofReply, '--all']);
    expect(parts.flatMap(({ ran }) => ran).sort()).toEqual([...all].sort());
    expect(parts.every(({ ran }) => ran.length < all.length)).toBe(true);
  });

  test.each(['0/4', '5/4', 'one', '1'])('does not know the shard %s', async (part) => {
    const { code, stderr } = await mutants(['--shard', part]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('It must be a part such as 1/4.')]);
  });

  test('prints no line for a mutant by default, and one with --verbose', async () => {
    expect((await mutants(ofReply)).stderr).toBe('');
    const { stderr, ran } = await mutants([...ofReply, '--verbose']);
    expect(stderr.match(/^\[\d+\/\d+\] /gm)).toHaveLength(ran.length + 1);
    expect(stderr).not.toContain('tests of ytx');
  });

  test('writes a JUnit report and a job summary', async () => {
    const cwd = folderWith();
    const { stdout, ran } = await mutants([...ofReply, '--junit', 'mutants.xml'], {
      cwd,
      env: { GITHUB_STEP_SUMMARY: 'summary.md' },
    });
    const junit = readFileSync(join(cwd, 'mutants.xml'), 'utf8');
    const missed = stdout.match(/^missed: /gm)?.length ?? 0;
    expect(junit).toContain('<testsuite name="understudy mutants"');
    expect(junit.match(/<failure /g)).toHaveLength(missed);
    expect(junit.match(/<testcase /g)).toHaveLength(ran.length + (junit.match(/<skipped /g)?.length ?? 0));
    expect(readFileSync(join(cwd, 'summary.md'), 'utf8')).toBe(
      `### understudy mutants\n\n\`\`\`text\n${stdout}\`\`\`\n`,
    );
  });

  test('names those that did not run in the JSON', async () => {
    const { stdout, ran } = await mutants([...ofReply, '--json']);
    const report = JSON.parse(stdout) as {
      readonly results: readonly { readonly name: string }[];
      readonly untouched: readonly string[];
    };
    expect(report.results.map(({ name }) => name)).toEqual(ran);
    expect(report.untouched.length).toBeGreaterThan(0);
    expect(report.untouched.some((name) => name.startsWith('ytx/createMeeting/'))).toBe(false);
  });
});
