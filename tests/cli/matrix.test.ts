import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Ended } from './command-line.js';
import { folderWith, script, teamWorld, tidyUp, understudy } from './command-line.js';

afterAll(tidyUp);

const noon = '2026-11-21T12:00:00+08:00';

/** A client as somebody may have written it: it books a meeting and prints its number, if it finds one. */
const booking = `
  import { createHash } from 'node:crypto';
  const url = process.env.UNDERSTUDY_URL;
  const { ytx } = await (await fetch(url + '/_simulator/cast')).json();
  const { accountSID, authToken } = ytx['account:active'];
  const timestamp = '20261121120000';
  const sign = createHash('md5').update(accountSID + authToken + timestamp).digest('hex');
  const reply = await fetch(url + '/sandbox.ytx.net/201612/sid/' + accountSID + '/call/TeleMeeting.wx?Sign=' + sign, {
    method: 'POST',
    headers: { Authorization: Buffer.from(accountSID + '|' + timestamp).toString('base64') },
    body: JSON.stringify({
      action: 'createMeeting',
      appid: ytx['app:sandbox'].appid,
      meetingname: 'weekly',
      creator: '10000007556',
      parties: [{ name: 'a', phone: '10000007556' }],
      bookmeeting: '0',
    }),
  });
  const { statusMsg } = await reply.json();
  console.error('signed with ' + sign);
  if (statusMsg.meid === undefined) throw new Error('no number: ' + JSON.stringify(statusMsg));
`;

const asking = `await fetch(process.env.UNDERSTUDY_URL + '/sandbox.ytx.net', { method: 'POST' });`;

const cwd = folderWith({
  'book.mjs': booking,
  'ask.mjs': asking,
  'idle.mjs': '',
  'fail.mjs': `${asking} console.log('I fail'); process.exitCode = 7;`,
  'sometimes.mjs': `if (process.env.UNDERSTUDY_READING === 'standard') { ${asking} }`,
  'hang.mjs': 'setInterval(() => undefined, 1000);',
  'team.json': JSON.stringify(teamWorld),
});

const matrix = async (...args: readonly string[]): Promise<Ended> => understudy(['matrix', ...args], { cwd });
const node = (file: string): readonly string[] => ['--', process.execPath, file];

describe('understudy matrix', () => {
  test('tells which answers a command survives, and shows why it does not', async () => {
    const readings = ['--reading', 'statusMsg', 'ytx/requestId', 'parties'];
    const { code, stdout, stderr } = await matrix(...readings, '--start-at', noon, ...node('book.mjs'));
    expect(stdout.split('\n')).toEqual([
      'provider  reading    answer     result',
      'ytx       parties    string     failed (exit code 1)',
      'ytx       parties    array      survived',
      'ytx       statusMsg  string     failed (exit code 1)',
      'ytx       requestId  digits-29  survived',
      'ytx       requestId  digits-16  survived',
      '',
      '1 of 3 readings survived',
      '',
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^\[1\/6\] standard: survived\n\[2\/6\] ytx\/parties=string: failed \(exit code 1\)\n {4}/);
    expect(stderr).toMatch(/^ {4}Error: no number: "\{/m);
    // What the command itself lets slip comes out by its ends only.
    expect(stderr).toMatch(/signed with [\da-f]{4}…[\da-f]{4}$/m);
    expect(stderr).not.toMatch(/[\da-f]{32}/);
  });

  test('is content when all are survived', async () => {
    const { code, stdout } = await matrix('--provider', 'xylink', ...node('ask.mjs'));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^(\d+) of \1 readings survived\n$/m);
    expect(stdout).not.toContain('ytx');
  });

  test('says the same as JSON', async () => {
    const { code, stdout } = await matrix('--reading', 'version', '--json', ...node('ask.mjs'));
    const outcome = { exitCode: 0, signal: null, timedOut: false, requests: 1, survived: true };
    expect({ code, report: JSON.parse(stdout) as unknown }).toEqual({
      code: 0,
      report: {
        survived: 1,
        readings: 1,
        standard: outcome,
        trials: [{ provider: 'ytx', reading: 'version', answer: 'any', ...outcome }],
      },
    });
  });

  test('takes no silence for survival', async () => {
    const { code, stdout } = await matrix('--reading', 'version', ...node('sometimes.mjs'));
    expect(stdout).toMatch(/any +made no request\n\n0 of 1 readings survived\n$/);
    expect(code).toBe(1);
  });

  test('leaves the flags behind -- to the command', async () => {
    const { stdout } = await matrix('--reading', 'version', ...node('ask.mjs'), '--json', '--timeout', 'none');
    expect(stdout).toMatch(/any +survived\n\n1 of 1 readings survived\n$/);
  });

  test('answers from a world of one’s own', async () => {
    const { code, stderr } = await matrix(
      '--world',
      'team.json',
      '--start-at',
      noon,
      '--reading',
      'version',
      ...node('book.mjs'),
    );
    expect(code).toBe(0);
    expect(stderr).toContain('[2/2] ytx/version=any: survived');
  });

  test('shows how it is used', async () => {
    const { code, stdout } = await matrix('--help');
    expect(code).toBe(0);
    expect(stdout).toContain('\nExamples:\n  understudy matrix -- npm test\n');
    expect(stdout).toContain('UNDERSTUDY_URL');
  });
});

describe('nothing can be told', () => {
  const hint = '; it must send its requests to the URL in UNDERSTUDY_URL';

  test.each([
    ['when the command fails already with the standard readings', 'fail.mjs', 'failed (exit code 7)'],
    ['when it makes no request', 'idle.mjs', `made no request${hint}`],
    ['when it takes longer than it may', 'hang.mjs', `timed out and made no request${hint}`],
  ])('%s', async (_when, file, why) => {
    const { code, stdout, stderr } = await matrix('--timeout', file === 'hang.mjs' ? '1' : '60', ...node(file));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n').slice(-2)).toEqual([
      `understudy: nothing can be told: with the standard readings the command ${why}`,
      '',
    ]);
    expect(stderr.includes('    I fail\n')).toBe(file === 'fail.mjs');
  });

  test.each([
    ['without a command', [], /the command to run, and nothing else, stands behind --/],
    ['without a command behind --', ['--'], /stands behind --/],
    ['with a command whose name is empty', ['--', ''], /stands behind --/],
    ['with a command that stands before --', ['node', '--', 'ask.mjs'], /stands behind --/],
    ['with a command without --', ['node', 'ask.mjs'], /stands behind --/],
    [
      'with a command that there is not',
      ['--', 'no-such-command-here'],
      /cannot run no-such-command-here: there is no/,
    ],
    ['with a command that is none', ['--', '/dev/null'], /cannot run \/dev\/null: this user may not run it$/],
    ['of another provider', ['--provider', 'ytz', ...node('ask.mjs')], /no provider "ytz"; did you mean ytx\?$/],
    ['of another reading', ['--reading', 'requestid', ...node('ask.mjs')], /"requestid"; did you mean requestId\?$/],
    [
      'of one in full',
      ['--reading', 'ytx/statusMgs', ...node('ask.mjs')],
      /"ytx\/statusMgs"; did you mean ytx\/statusMsg/,
    ],
    ['of a reading from elsewhere', ['--provider', 'ytx', '--reading', 'nonces', ...node('ask.mjs')], /"nonces"; /],
    ['within no time', ['--timeout', '0', ...node('ask.mjs')], /--timeout.*1 to 86400/],
    ['in a world that there is not', ['--world', 'nowhere.yaml', ...node('ask.mjs')], /nowhere\.yaml.*no such file/],
  ])('%s', async (_what, args, words) => {
    const { code, stdout, stderr } = await matrix(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^understudy: [^\n]+\n$/);
    expect(stderr.trimEnd()).toMatch(words);
  });
});

describe('a matrix that is told to stop', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('ends its command on %s, and itself with %d', async (signal, exitCode) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const hang = `require('node:net').connect(${port}, '127.0.0.1')`;
    const child = spawn(process.execPath, [script, 'matrix', '--', process.execPath, '-e', hang], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [said, ended] = [text(child.stdout), once(child, 'exit')];
    const [socket] = (await once(server, 'connection')) as [Socket];
    const gone = once(socket.on('error', () => undefined).resume(), 'close');
    child.kill(signal);
    expect(await ended).toEqual([exitCode, null]);
    expect(await said).toBe('');
    await gone;
    server.close();
  });
});
