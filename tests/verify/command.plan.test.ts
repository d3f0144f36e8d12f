import { createServer } from 'node:http';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import { overHttp } from '../../contracts/suite/targets/http.js';
import { globOf, planOf } from '../../contracts/suite/run/plan.js';
import { BadUse } from '../../simulator/cli/shared/flags.js';
import { checksReportAt } from '../../simulator/cli/checks.js';
import { dryRunOf } from '../../simulator/cli/verify/dry-run.js';
import { folderWith, serve, tidyUp, top, understudy } from '../support/cli.js';
import { profileText } from './profile-text.js';

afterAll(tidyUp);
jest.setTimeout(60_000);

const secret = 'a-token-that-no-one-may-see';
const cwd = folderWith({
  'mine.profile.yaml': `ytx: { cast: { 'account:active': { accountSID: a, authToken: ${secret} } } }`,
  'calling.profile.yaml': "ytx: { cast: { 'phone:guest': { number: '01000000001' } } }",
  'wrong.profile.yaml': `ytx: { cast: { 'account:active': { accountSID: ${secret} } } }`,
  'misspelt.profile.yaml': `ytx: { cast: { 'account:activ': { accountSID: a, authToken: ${secret} } } }`,
  'asking.profile.yaml': "ytx: { cast: { 'app:sandbox': { appid: '${NOT_SET_ANYWHERE}' } } }",
});
const nowhere = 'http://127.0.0.1:1';

/** A server that is no simulator, and how often it was asked. */
async function stranger() {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.end('hello');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
  return { url, asked: () => asked, close: () => server.close() };
}

test.each<[string, string, RegExp]>([
  ['is not there', join(cwd, 'unknown'), /unknown is not a readable folder$/],
  ['holds other things', cwd, /has no validation records: it contains neither ytx\.json nor xylink\.json$/],
])('the checks report refuses in one line a folder of records that %s', async (_what, validation, says) => {
  const refusal = await checksReportAt(0, { validation }, { cwd }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(BadUse);
  expect(String(refusal)).toMatch(says);
});

test('a dry run says when the budget will not suffice, and by how much', async () => {
  const target = { ...overHttp(nowhere, () => 'never-begun'), keepsState: true };
  const plan = planOf(await allCaseFiles(), { provider: 'ytx', isMeant: globOf('*booking*') });
  const dryRun = (budget?: number) => dryRunOf(plan, { ...target, ...(budget !== undefined && { budget }) });
  const short = await dryRun(4);
  expect(short.exitCode).toBe(2);
  expect(short.text).toMatch(/The budget of 4 does not cover the last [1-9]\d* cases, from ytx\/createMeeting: .+\.\n/);
  expect(short.text).toMatch(/\nSet "budget" in the profile to [1-9]\d*, or choose fewer cases with --case\.\n$/);
  const [enough, unlimited] = [await dryRun(10_000), await dryRun()];
  expect([enough.exitCode, unlimited.exitCode]).toEqual([0, 0]);
  expect(enough.text).toMatch(/ cases to run, 0 to skip, at most \d+ requests\n {2}side effect booking: /);
});

describe('understudy verify', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['an unknown target', ['--target', 'unknown'], /--target must be simulator, recording, sandbox, or the URL/],
    ['a URL with a path', ['--target', `${nowhere}/~alice`], /--target must be .* without a path/],
    [
      'the sandbox without a profile',
      ['--target', 'sandbox', '--i-own-this-account'],
      /needs a profile: give --profile <file>, or .* UNDERSTUDY_PROFILE/,
    ],
    [
      'a sandbox whose owner is not confirmed',
      ['--target', 'sandbox', '--profile', 'mine.profile.yaml'],
      /confirm with --i-own-this-account/,
    ],
    [
      'a sandbox with numbers whose owner is not confirmed',
      ['--target', 'sandbox', '--profile', 'calling.profile.yaml', '--i-own-this-account'],
      /these numbers can ring: 01000000001; if you own them all, confirm with --i-own-these-numbers$/m,
    ],
    ['several requests at once in the sandbox', ['--target', 'sandbox', '--at-once', '2'], /--at-once must be 1/],
    [
      'a profile that does not exist',
      ['--target', 'sandbox', '--profile', 'no.yaml'],
      /cannot read the profile no\.yaml: the file does not exist/,
    ],
    [
      'an invalid profile',
      ['--target', 'sandbox', '--profile', 'wrong.profile.yaml'],
      /\/ytx\/cast\/account:active\/authToken is missing/,
    ],
    [
      'a profile with a misspelt role',
      ['--target', 'sandbox', '--profile', 'misspelt.profile.yaml'],
      /\/ytx\/cast\/account:activ is not a role; did you mean account:active/,
    ],
    [
      'a profile that asks for what is not set',
      ['--target', 'sandbox', '--profile', 'asking.profile.yaml'],
      /are not set: NOT_SET_ANYWHERE/,
    ],
    ['a profile for the simulator', ['--profile', 'mine.profile.yaml'], /--profile needs --target sandbox/],
    ['dialling in the simulator', ['--allow-dialling'], /--allow-dialling needs --target sandbox/],
    ['a word on each case of a real run', ['--verbose'], /--verbose needs --dry-run/],
    ['a control token without a target', ['--control-token', secret], /--control-token needs --target <url>/],
    [
      'readings of a running simulator',
      ['--target', nowhere, '--readings', 'page'],
      /--readings needs --target simulator/,
    ],
    ['an unknown reading', ['--reading', 'ytx/moon=full'], /--reading ytx\/moon/],
    ['a recording that does not exist', ['--target', 'recording'], /no recording in the folder recordings/],
    ['an unknown case', ['--case', 'nothing-of-that-kind'], /no case matches --case/],
    ['an unknown provider', ['--provider', 'zoom'], /unknown provider "zoom"/],
    ['no case at once', ['--at-once', '0'], /--at-once.*1 to 64/],
    [
      'a report where none can be',
      ['--case', 'refreshToken is given', '--json', 'mine.profile.yaml/report.json'],
      /cannot write the report|no case/,
    ],
  ])('says in one line what is wrong with %s', async (_what, args, says) => {
    const { code, stderr } = await understudy(['verify', ...args], { cwd, env: { UNDERSTUDY_PROFILE: '' } });
    expect(stderr).toMatch(/^understudy: [^\n]+\n$/);
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain(secret);
    expect(code).toBe(2);
  });

  test.each([
    [['--reading', 'xylink/unknownEnterprise=bad-signature'], 1, '0 passed, 1 failed, 0 skipped'],
    [['--readings', 'strict'], 0, '1 passed, 0 failed, 0 skipped'],
  ])('runs the cases against a simulator with %j', async (flags, code, counts) => {
    const chosen = ['--provider', 'xylink', '--case', 'xylink/endMeeting: a request without enterpriseId*'];
    const verified = await understudy(['verify', ...chosen, ...flags], { cwd });
    expect([verified.code, verified.stdout]).toEqual([code, expect.stringContaining(counts)]);
  });

  test('distinguishes no server from another server', async () => {
    const { url, close } = await stranger();
    const absent = await understudy(['verify', '--target', nowhere], { cwd });
    expect([absent.code, absent.stderr]).toEqual([
      3,
      `understudy: no reply from ${nowhere}; start the simulator with: understudy serve\n`,
    ]);
    const other = await understudy(['verify', '--target', url], { cwd });
    expect([other.code, other.stderr]).toEqual([
      2,
      `understudy: ${url} is not a simulator: it has no control API; correct --target\n`,
    ]);
    close();
  });

  test('sends nothing in a dry run', async () => {
    const { url, asked, close } = await stranger();
    const plain = await understudy(['verify', '--dry-run', '--target', url], { cwd });
    const sandbox = await understudy(['verify', '--dry-run', '--target', 'sandbox'], {
      cwd,
      env: { UNDERSTUDY_PROFILE: profileText(url, { without: ['app:offline'] }) },
    });
    close();
    expect([plain.code, sandbox.code, asked()]).toEqual([0, 0, 0]);
    const plan = (await allCaseFiles()).flatMap(({ cases }) => cases);
    expect(plain.stdout).toContain(`${plan.length} cases to run, 0 to skip`);
    expect(sandbox.stdout).not.toMatch(/would (play|skip)/);
    expect(sandbox.stdout).toMatch(
      /\n {2}side effect none: \d+ cases, at most \d+ requests\n {2}side effect booking: /,
    );
    expect(sandbox.stdout).toMatch(/\n {2}\d+: the cast has no entity for the role app:offline\n/);
    expect(sandbox.stdout).toMatch(
      /At most \d+ minutes? at the rate limit of the profile \(ytx: 20 requests a second, xylink: /,
    );
    expect(sandbox.stdout).toMatch(
      /Numbers that can ring:\n {2}01000000001: from [-\d: ]{16} to [-\d: ]{16} \+08:00, by \d+ bookings that the run cancels\n/,
    );
    expect(sandbox.stdout).not.toMatch(/at once|running meeting\./);
  });

  test('says in a dry run of each case what becomes of it, when it is verbose', async () => {
    const { stdout } = await understudy(['verify', '--dry-run', '--verbose', '--target', 'sandbox'], {
      cwd,
      env: { UNDERSTUDY_PROFILE: profileText(nowhere, { without: ['app:offline'] }) },
    });
    expect(stdout).toMatch(/run ytx\/createMeeting: .* \(side effect: booking, at most 3 requests\)/);
    expect(stdout).toMatch(/skip .*: the cast has no entity for the role app:offline\n/);
    expect(stdout).toMatch(
      /skip .*: phones could ring or a running meeting could change; --allow-dialling allows it\n/,
    );
  });

  test('needs no secret in a dry run, and says what would ring at once', async () => {
    const example = readFileSync(join(top, 'docs/profile.example.yaml'), 'utf8');
    const args = ['verify', '--dry-run', '--target', 'sandbox', '--allow-dialling', '--provider', 'ytx'];
    const { code, stdout } = await understudy(args, { cwd, env: { UNDERSTUDY_PROFILE: example } });
    expect(code).toBe(0);
    expect(stdout).toMatch(/ {2}\$\{OWN_NUMBER\}: immediately, by \d+ requests; from /);
  });

  test('plays against a running simulator that demands a token, and writes every report', async () => {
    const { url } = await serve(['--control-token', secret]);
    const without = await understudy(['verify', '--target', url], { cwd });
    expect([without.code, without.stderr]).toEqual([2, expect.stringContaining('--control-token')]);
    const reports = ['--junit', 'out/j.xml', '--json', 'out/j.json', '--html', 'out/h.html'];
    const env = { GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') };
    const args = ['verify', '--target', url, '--control-token', secret, '--case', '*unknown*', ...reports];
    const { code, stdout, stderr } = await understudy(args, { cwd, env });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^✓ \S+: [^\n]+ \d+ ms\n/);
    expect(stdout).toMatch(/\n\d+ passed, 0 failed, 0 skipped\n$/);
    for (const file of ['out/j.xml', 'out/j.json', 'out/h.html', 'summary.md']) {
      expect(existsSync(join(cwd, file))).toBe(true);
      expect(readFileSync(join(cwd, file), 'utf8')).not.toContain(secret);
    }
  });
});
