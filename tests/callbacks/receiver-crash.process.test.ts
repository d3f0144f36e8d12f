import { afterEach, describe, expect, test } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openSimulator } from '../scenarios/scenario-server.js';
import { clientAt } from './callback-server.js';

describe('a receiver that crashes in the middle', () => {
  const children = new Set<ChildProcess>();
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    children.clear();
  });

  const program = join(import.meta.dirname, 'crashing-receiver.mjs');

  /** Starts a receiver in a process of its own; `line` gives the next line that it writes, `port` its first. */
  async function started(
    port: number,
    manner: 'holds' | 'answers',
  ): Promise<{
    readonly port: number;
    readonly lines: string[];
    readonly line: () => Promise<string>;
    readonly kill: () => Promise<void>;
  }> {
    const child = spawn(process.execPath, [program, String(port), manner], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.add(child);
    const reader = createInterface({ input: child.stdout });
    const lines: string[] = [];
    reader.on('line', (each) => lines.push(each));
    const line = async (): Promise<string> => String(await once(reader, 'line'));
    const first = Number(await line());
    lines.length = 0;
    return {
      port: first,
      lines,
      line,
      async kill() {
        const gone = once(child, 'close');
        child.kill('SIGKILL');
        await gone;
      },
    };
  }

  test('and is started again at its address has all of it, and twice only what it had when it crashed', async () => {
    const crashes = await started(0, 'holds');
    const client = await clientAt(
      await openSimulator({ callbacks: { timeoutMs: 30_000 } }),
      'crash',
      `http://127.0.0.1:${crashes.port}/`,
    );
    const had = crashes.line();
    await client.call();
    expect(await had).toBe('1.1');
    await crashes.kill();
    await client.advance('PT0S');
    const [had1, ...others] = (await client.callbacks()).attempts;
    expect(had1).toMatchObject({ eventId: 1, outcome: 'broken-off' });
    // A connection made while the kernel still closes the socket may be accepted and reset.
    const away: unknown = expect.stringMatching(/^(?:not-connected|broken-off)$/);
    expect(others).toEqual(
      [2, 3, 4, 5].map((eventId) => expect.objectContaining({ eventId, outcome: away }) as unknown),
    );
    const again = await started(crashes.port, 'answers');
    await client.advance('PT1H');
    await again.kill();
    const late = [6, 7].map((event) => `${event}.1`);
    const missed = [1, 2, 3, 4, 5].map((event) => `${event}.2`);
    expect(crashes.lines).toEqual(['1.1']);
    expect(again.lines).toEqual([...late, ...missed, ...[8, 9, 10, 11].map((event) => `${event}.1`)]);
    const { queued, attempts } = await client.callbacks();
    expect(queued).toEqual([]);
    expect(new Set(attempts.filter(({ accepted }) => accepted).map(({ eventId }) => eventId)).size).toBe(11);
  });
});
