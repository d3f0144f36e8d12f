import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, get } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Serving } from './command-line.js';
import { serve, tidyUp } from './command-line.js';

afterEach(tidyUp);

const signals = ['SIGINT', 'SIGTERM'] as const;

/** Asks on a connection that is kept alive, reads the whole answer, and gives that connection. */
async function idleConnection(url: string): Promise<Socket> {
  const agent = new Agent({ keepAlive: true });
  const [response] = (await once(get(`${url}/_simulator/health`, { agent }), 'response')) as [IncomingMessage];
  const { socket } = response;
  await once(response.resume(), 'end');
  return socket;
}

/** Begins a request whose body never comes; the server has read its head and waits. */
async function halfAsked(url: string): Promise<void> {
  const headers = { 'Content-Length': 1000, Expect: '100-continue' };
  const half = get(`${url}/_simulator/clock`, { agent: false, method: 'PUT', headers });
  half.on('error', () => undefined).flushHeaders();
  await once(half, 'continue');
}

/** Sends this signal; gives how it ended, and how long that took, ms. */
async function stopped(
  { child, ended }: Serving,
  signal: NodeJS.Signals,
): Promise<{ readonly ended: readonly unknown[]; readonly took: number }> {
  const from = performance.now();
  child.kill(signal);
  return { ended: await ended, took: performance.now() - from };
}

describe('a server that is told to stop', () => {
  test.each(signals)('stops on %s, though an idle connection is kept alive', async (signal) => {
    const serving = await serve();
    const socket = await idleConnection(serving.url);
    expect(socket.destroyed).toBe(false);
    const { ended, took } = await stopped(serving, signal);
    expect(ended).toEqual([0, null]);
    expect(took).toBeLessThan(2000);
  });

  test.each(signals)('stops on %s, though somebody waits for a call that does not come', async (signal) => {
    const serving = await serve();
    const waiting = get(`${serving.url}/_simulator/journal/wait?timeout=PT25S`, { agent: false });
    waiting.on('error', () => undefined).on('response', (response) => response.resume());
    await once(waiting, 'socket');
    // Its answer to a later request shows that it is at work on the earlier one.
    await idleConnection(serving.url);
    const { ended, took } = await stopped(serving, signal);
    expect(ended).toEqual([0, null]);
    expect(took).toBeLessThan(2000);
  });

  test('stops in time though a request is never sent to its end', async () => {
    const serving = await serve();
    await halfAsked(serving.url);
    const { ended, took } = await stopped(serving, 'SIGTERM');
    expect(ended).toEqual([0, null]);
    expect(took).toBeLessThan(2000);
  });

  test.each(signals)('is not thrown off by a second signal, as npm sends another %s', async (second) => {
    const serving = await serve();
    await halfAsked(serving.url);
    const idle = await idleConnection(serving.url);
    serving.child.kill('SIGINT');
    // It has begun to stop once it hangs up on those who ask nothing; the half request keeps it from its end.
    await once(idle, 'close');
    expect((await stopped(serving, second)).ended).toEqual([0, null]);
  });

  test('says nothing more', async () => {
    const serving = await serve();
    const more: string[] = [];
    for (const stream of [serving.child.stdout, serving.child.stderr])
      stream?.on('data', (text) => more.push(String(text)));
    await stopped(serving, 'SIGINT');
    expect(more).toEqual([]);
  });
});
