import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { serve, tidyUp, understudy } from '../support/cli.js';

afterEach(tidyUp);

/** A clock that only passes while the command sleeps. */
function patience() {
  let now = 0;
  const slept: number[] = [];
  return {
    slept,
    clock: { now: () => now },
    sleep: (ms: number) => {
      now += ms;
      slept.push(ms);
      return Promise.resolve();
    },
  };
}

/** A port on which nothing listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('understudy wait', () => {
  test('ends at once where a simulator answers, also one that asks for a token', async () => {
    const { url } = await serve(['--control-token', 'open-sesame']);
    expect(await understudy(['wait', url])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('tries again until one answers', async () => {
    const port = await freePort();
    const waiting = patience();
    const sleep = async (ms: number): Promise<void> => {
      await waiting.sleep(ms);
      if (waiting.slept.length === 3) await serve(['--port', String(port)]);
    };
    const { code } = await understudy(['wait', `http://127.0.0.1:${port}`], { ...waiting, sleep });
    expect([code, waiting.slept]).toEqual([0, [100, 100, 100]]);
  });

  test('gives up when the time is over', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const waiting = patience();
    const { code, stdout, stderr } = await understudy(['wait', url, '--timeout', 'PT0.25S'], waiting);
    expect({ code, stdout, stderr }).toEqual({
      code: 3,
      stdout: '',
      stderr: `understudy: no simulator answers at ${url}\n`,
    });
    expect(waiting.slept).toEqual([100, 100, 50]);
  });

  test('does not take another server for a simulator', async () => {
    const server = createServer((_request, response) => response.end('{"status":"fine"}')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { code } = await understudy(['wait', `http://127.0.0.1:${port}`, '--timeout', 'PT0.2S'], patience());
    server.close();
    server.closeAllConnections();
    expect(code).toBe(3);
  });

  test.each([['ftp://127.0.0.1'], ['127.0.0.1:4010'], ['http://user:secret@127.0.0.1']])('rejects %s', async (url) => {
    const { code, stderr } = await understudy(['wait', url]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('[url] must be a URL')]);
    expect(stderr).not.toContain('secret');
  });
});
