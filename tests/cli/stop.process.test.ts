import { once } from 'node:events';
import { afterEach, describe, expect, test } from '@jest/globals';
import { endProcesses, serveProcess } from '../support/process.js';
import { halfAsked, idleConnection } from './connections.js';

afterEach(endProcesses);

describe('a process that serves', () => {
  test('ends on SIGTERM with exit code 0 and says nothing more, though a connection is kept alive', async () => {
    const { url, child, ended } = await serveProcess();
    const socket = await idleConnection(url);
    expect(socket.destroyed).toBe(false);
    const more: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => more.push(String(text)));
    const from = performance.now();
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(performance.now() - from).toBeLessThan(2000);
    expect(more).toEqual([]);
  });

  test('is not thrown off by a second SIGINT, as npm sends another', async () => {
    const { url, child, ended } = await serveProcess();
    await halfAsked(url);
    const idle = await idleConnection(url);
    child.kill('SIGINT');
    // It has begun to stop once it hangs up on those who ask nothing; the half request keeps it from its end.
    await once(idle, 'close');
    child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
  });
});
