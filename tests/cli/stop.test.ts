import { once } from 'node:events';
import { get } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Ended, serve, type Serving, tidyUp } from '../support/cli.js';
import { halfAsked, idleConnection } from './connections.js';

afterEach(tidyUp);

const signals = ['SIGINT', 'SIGTERM'] as const;

/** Sends this signal; gives how it ended, and how long that took, ms. */
async function stopped(
  { signal, ended }: Serving,
  name: (typeof signals)[number],
): Promise<{ readonly ended: Ended; readonly took: number }> {
  const from = performance.now();
  signal(name);
  return { ended: await ended, took: performance.now() - from };
}

describe('a server that gets a signal', () => {
  test.each(signals)('stops on %s, though an idle connection is kept alive', async (signal) => {
    const serving = await serve();
    const socket = await idleConnection(serving.url);
    expect(socket.destroyed).toBe(false);
    const { ended, took } = await stopped(serving, signal);
    expect(ended.code).toBe(0);
    expect(took).toBeLessThan(2000);
  });

  test.each(signals)('stops on %s, even while a client waits for a call that does not come', async (signal) => {
    const serving = await serve();
    const waiting = get(`${serving.url}/_simulator/journal/wait?timeout=PT25S`, { agent: false });
    waiting.on('error', () => undefined).on('response', (response) => response.resume());
    await once(waiting, 'socket');
    // Its answer to a later request shows that it is at work on the earlier one.
    await idleConnection(serving.url);
    const { ended, took } = await stopped(serving, signal);
    expect(ended.code).toBe(0);
    expect(took).toBeLessThan(2000);
  });

  test('stops in time though a request is never sent to its end', async () => {
    const serving = await serve([], { graceMs: 50 });
    await halfAsked(serving.url);
    const { ended, took } = await stopped(serving, 'SIGTERM');
    expect(ended.code).toBe(0);
    expect(took).toBeLessThan(2000);
  });

  test.each(signals)('is not thrown off by a second signal, as npm sends another %s', async (second) => {
    const serving = await serve([], { graceMs: 50 });
    await halfAsked(serving.url);
    const idle = await idleConnection(serving.url);
    serving.signal('SIGINT');
    // It has begun to stop once it hangs up on those who ask nothing; the half request keeps it from its end.
    await once(idle, 'close');
    expect((await stopped(serving, second)).ended.code).toBe(0);
  });

  test('says nothing more', async () => {
    const serving = await serve();
    const { ended } = await stopped(serving, 'SIGINT');
    expect(ended).toEqual({ code: 0, stdout: serving.said, stderr: '' });
  });
});
