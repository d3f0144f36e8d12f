import { describe, expect, test } from '@jest/globals';
import type { Transport } from '../../simulator/core/callbacks/transport.js';
import { openSimulator } from '../scenarios/stage.js';
import { gate } from '../scenarios/wire.js';
import { prepare } from '../ytx/caller.js';
import { withCallback } from '../ytx/told.js';
import { clientAt, story } from './desk.js';
import { settled } from './post-room.js';
import { openReceiver, wordOf } from './receiver.js';

describe('before the reply, or after it', () => {
  /** What happens, in order, at the receiver and at the caller. */
  async function played(...scenarios: readonly string[]): Promise<readonly string[]> {
    const order: string[] = [];
    const receiver = await openReceiver(({ body }) => {
      order.push(`receiver: ${wordOf({ body })}`);
      return 200;
    });
    const client = await clientAt(await openSimulator(), 'order', receiver.url);
    const { status, text } = await client.call({}, ...scenarios);
    order.push(`caller: ${status}`);
    expect(text).toContain('"statusCode":"0"');
    await receiver.when(5);
    return order;
  }

  const told = story.atOnce.map((word) => `receiver: ${word}`);

  test('early callbacks have all been answered when the caller has the reply', async () => {
    expect(await played('callback-early')).toEqual([...told, 'caller: 200']);
  });

  test('a receiver that does not answer holds up an early reply; nothing else can', async () => {
    let release: (status: number) => void = () => undefined;
    const held = new Promise<number>((resolve) => (release = resolve));
    const receiver = await openReceiver(() => held);
    const client = await clientAt(await openSimulator(), 'held', receiver.url);
    const effects: string[] = [];
    const early = client.call({}, 'callback-early').then(() => effects.push('early reply'));
    await receiver.when(1);
    await client.call().then(() => effects.push('other reply'));
    release(200);
    await early;
    expect(effects).toEqual(['other reply', 'early reply']);
  });

  test.each([[[]], [['slow-500ms']]] as const)(
    'with %j the caller has the reply before anything is told',
    async (scenarios) => {
      // The receiver can have been asked only once the reply was flushed: both are seen in this one process.
      expect((await played(...scenarios))[0]).toBe('caller: 200');
    },
  );

  test.each(['slow-500ms', 'dribble'])('%s: nothing is told while the reply is on its way', async (name) => {
    const { pause, pauses, open } = gate();
    let told = 0;
    const transport: Transport = () => {
      told += 1;
      return Promise.resolve({ outcome: 'timed-out' });
    };
    const sim = await openSimulator({ pause, callbacks: { transport } });
    const client = await clientAt(sim, 'slow', 'http://127.0.0.1:9/');
    const reply = client.call({}, name);
    while (pauses.length === 0) await settled();
    await settled();
    expect(told).toBe(0);
    // A dribble pauses many times.
    while (told === 0) {
      open();
      await settled();
    }
    expect((await reply).text).toContain('"statusCode":"0"');
    await client.advance('PT0S');
    expect(told).toBe(story.atOnce.length);
  });

  test('a caller who does not wait for an early reply harms nobody', async () => {
    let release: (status: number) => void = () => undefined;
    const held = new Promise<number>((resolve) => (release = resolve));
    const receiver = await openReceiver(() => held);
    const sim = await openSimulator();
    const client = await clientAt(sim, 'gone', receiver.url);
    let before = 0;
    for (const scenarios of [[], ['reset-before-headers'], ['slow-500ms'], ['garbage-body']]) {
      const gone = new AbortController();
      const { host, target, headers, body } = prepare(client.space, withCallback);
      const named = ['callback-early', ...scenarios].map((each) => `/+${each}`).join('');
      const asked = fetch(`${sim.url}/~gone${named}/${host}${target}`, {
        method: 'POST',
        headers,
        body: String(body),
        signal: gone.signal,
      });
      before += 1;
      while (client.space.journal.size() < before) await settled();
      gone.abort();
      await expect(asked).rejects.toThrow();
    }
    release(200);
    await client.advance('PT0S');
    expect(new Set(receiver.came.map(({ mark }) => mark)).size).toBe(4 * story.atOnce.length);
  });

  test.each(['hang', 'reset-before-headers', 'empty-reply'])(
    '%s: a caller without a reply is told of all the same',
    async (name) => {
      const receiver = await openReceiver();
      const client = await clientAt(await openSimulator(), 'broken', receiver.url);
      client.call({}, name).catch(() => undefined);
      await receiver.when(5);
      expect(receiver.came.map(wordOf)).toEqual(story.atOnce);
    },
  );
});
