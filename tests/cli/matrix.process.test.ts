import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from '@jest/globals';
import { commandRun } from '../../simulator/cli/command-runs/command-run.js';
import { begin, type Ended, folderWith, script, tidyUp, understudy } from '../support/cli.js';
import { endProcesses, startProcess } from '../support/process.js';

afterAll(endProcesses);
afterAll(tidyUp);

const noon = '2026-11-21T12:00:00+08:00';

/** A typical client: it books a meeting and prints its number, if it finds one. */
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

const cwd = folderWith({ 'book.mjs': booking });

/** The command line in this process; what it runs has a process of its own. */
const matrix = (...args: readonly string[]): Promise<Ended> =>
  understudy(['matrix', ...args], { cwd, runCommand: commandRun });

describe('understudy matrix', () => {
  test('reports the options with which a command passes, and shows why it fails with others', async () => {
    const readings = ['--reading', 'statusMsg', 'ytx/requestId', 'parties'];
    const { code, stdout, stderr } = await matrix(
      ...readings,
      '--verbose',
      '--start-at',
      noon,
      '--',
      process.execPath,
      join(cwd, 'book.mjs'),
    );
    expect(stdout.split('\n')).toEqual([
      'provider  reading    option     result',
      'ytx       parties    string     failed (exit code 1)',
      'ytx       parties    array      passed',
      'ytx       statusMsg  string     failed (exit code 1)',
      'ytx       requestId  digits-29  passed',
      'ytx       requestId  digits-16  passed',
      '',
      '1 of 3 readings passed',
      '',
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^\[1\/6\] default: passed\n\[2\/6\] ytx\/parties=string: failed \(exit code 1\)\n {4}/);
    expect(stderr).toMatch(/^ {4}Error: no number: "\{/m);
    // What the command itself lets slip comes out by its ends only.
    expect(stderr).toMatch(/signed with [\da-f]{4}…[\da-f]{4}$/m);
    expect(stderr).not.toMatch(/[\da-f]{32}/);
  });

  test.each<readonly [string, readonly string[], RegExp]>([
    [
      'with a command that does not exist',
      ['--', 'no-such-command-here'],
      /cannot run no-such-command-here: command not found/,
    ],
    ['with a file that is not a command', ['--', '/dev/null'], /cannot run \/dev\/null: permission denied$/],
  ])('says in one line that it runs nothing %s', async (_what, args, words) => {
    const { code, stdout, stderr } = await matrix(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^understudy: [^\n]+\n$/);
    expect(stderr.trimEnd()).toMatch(words);
  });
});

describe('a matrix that is stopped', () => {
  /** A server to which the command connects, and the command. */
  async function hanging() {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const args = ['matrix', '--', process.execPath, '-e', `require('node:net').connect(${port}, '127.0.0.1')`];
    return { server, args };
  }

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('ends its command on %s, and itself with %d', async (signal, exitCode) => {
    const { server, args } = await hanging();
    const running = begin(args, { runCommand: commandRun });
    const [socket] = (await once(server, 'connection')) as [Socket];
    const gone = once(socket.on('error', () => undefined).resume(), 'close');
    running.signal(signal);
    expect(await running.ended).toEqual({ code: exitCode, stdout: '', stderr: '' });
    await gone;
    server.close();
  });

  test('ends its command on a real SIGINT, and its process with 130', async () => {
    const { server, args } = await hanging();
    const child = startProcess([process.execPath, script, ...args]);
    const [said, ended] = [child.stdout === null ? '' : text(child.stdout), once(child, 'exit')];
    const [socket] = (await once(server, 'connection')) as [Socket];
    const gone = once(socket.on('error', () => undefined).resume(), 'close');
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    expect(await said).toBe('');
    await gone;
    server.close();
  });
});
