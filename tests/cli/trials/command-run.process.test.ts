import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type CommandSettings, commandRun } from '../../../simulator/cli/command-runs/command-run.js';
import type { Ended } from '../../../simulator/cli/command-runs/run-all.js';

let server: Server;
let port: string;
beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = String((server.address() as AddressInfo).port);
});
afterEach(() => {
  server.close();
});

const settings = { env: process.env, timeoutMs: 60_000, stop: new AbortController().signal };
const node = async (program: string, more: Partial<CommandSettings> = {}): Promise<Ended> =>
  commandRun([process.execPath, '-e', program], { ...settings, ...more });

/** A program that runs for as long as it may, and can be seen to run by its connection. */
const hangs = (): string => `require('node:net').connect(${port}, '127.0.0.1')`;

/** The connection of the program that hangs, once it is there. */
const connection = async (): Promise<Socket> => {
  const [socket] = (await once(server, 'connection')) as [Socket];
  return socket.on('error', () => undefined).resume();
};

describe('a command', () => {
  test('gives its exit code and both its outputs', async () => {
    expect(await node(`console.log('one'); console.error('two'); process.exitCode = 3`)).toEqual({
      exitCode: 3,
      signal: null,
      timedOut: false,
      output: expect.stringMatching(/^(one\ntwo|two\none)\n$/) as unknown,
    });
  });

  test('gives the signal that ended it', async () => {
    const ended = await node(`process.kill(process.pid, 'SIGKILL')`);
    expect(ended).toMatchObject({ exitCode: null, signal: 'SIGKILL', timedOut: false });
  });

  test('is given its arguments as they are, an environment, and nothing to read', async () => {
    const program = `console.log(process.argv[1], process.env.WHAT, require('node:fs').readFileSync(0).length)`;
    const command = [process.execPath, '-e', program, '$HOME; "x"'];
    const { output } = await commandRun(command, { ...settings, env: { ...process.env, WHAT: 'that' } });
    expect(output).toBe('$HOME; "x" that 0\n');
  });

  test('that takes too long is ended', async () => {
    const ended = await node('setInterval(() => undefined, 1000)', { timeoutMs: 100 });
    expect(ended).toMatchObject({ exitCode: null, signal: 'SIGTERM', timedOut: true });
  });

  test.each(['SIGINT', 'SIGTERM'])('is ended with all that it started on %s', async (signal) => {
    const controller = new AbortController();
    const connected = connection();
    const command = ['sh', '-c', '"$0" -e "$1"; true', process.execPath, hangs()];
    const ended = commandRun(command, { ...settings, stop: controller.signal });
    const socket = await connected;
    const gone = once(socket, 'close');
    controller.abort(signal);
    await gone;
    expect((await ended).timedOut).toBe(false);
  });

  test('that ignores SIGTERM is killed', async () => {
    const controller = new AbortController();
    const connected = connection();
    const ended = node(`process.on('SIGTERM', () => undefined); ${hangs()}`, { stop: controller.signal, graceMs: 100 });
    await connected;
    controller.abort('SIGTERM');
    expect(await ended).toMatchObject({ exitCode: null, signal: 'SIGKILL' });
  });

  test('is ended at once when all was stopped before it began', async () => {
    const ended = await node(hangs(), { stop: AbortSignal.abort('SIGTERM') });
    expect(ended).toMatchObject({ exitCode: null, signal: 'SIGTERM' });
  });

  test('leaves nothing running behind it', async () => {
    const connected = connection();
    const server = JSON.stringify(`${hangs()}.on('connect', () => console.log('up'))`);
    const ended = node(`
      const { stdout } = require('node:child_process').spawn(process.execPath, ['-e', ${server}]);
      stdout.once('data', () => process.exit(0));`);
    const socket = await connected;
    const gone = once(socket, 'close');
    expect(await ended).toMatchObject({ exitCode: 0 });
    await gone;
  });
});
