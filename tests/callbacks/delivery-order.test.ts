import { describe, expect, test } from '@jest/globals';
import type { Transport } from '../../simulator/core/callbacks/transport.js';
import { createSimulator } from '../../simulator/index.js';
import { noon, openSimulator } from '../scenarios/scenario-server.js';
import { gate } from '../scenarios/wire.js';
import { prepare } from '../ytx/caller.js';
import { withCallback } from '../ytx/meeting-events.js';
import { clientAt, timeline } from './callback-server.js';
import { outboxTester, settled } from './outbox-tester.js';
import { openReceiver, wordOf } from './receiver.js';

describe('before the reply, or after it', () => {
  /** The events at the receiver and at the caller, in order. */
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

  const sent = timeline.atOnce.map((word) => `receiver: ${word}`);

  test('early callbacks have all been answered when the caller has the reply', async () => {
    expect(await played('callback-early')).toEqual([...sent, 'caller: 200']);
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
    'with %j the caller has the reply before any event is delivered',
    async (scenarios) => {
      // The receiver can have been asked only once the reply was flushed: both are seen in this one process.
      expect((await played(...scenarios))[0]).toBe('caller: 200');
    },
  );

  test.each(['slow-500ms', 'dribble'])('%s: no event is delivered while the reply is being sent', async (name) => {
    const { pause, pauses, open } = gate();
    let sent = 0;
    const transport: Transport = () => {
      sent += 1;
      return Promise.resolve({ outcome: 'timed-out' });
    };
    const sim = await openSimulator({ schedule: pause, callbacks: { transport } });
    const client = await clientAt(sim, 'slow', 'http://127.0.0.1:9/');
    const reply = client.call({}, name);
    while (pauses.length === 0) await settled();
    await settled();
    expect(sent).toBe(0);
    // A dribble pauses many times.
    while (sent === 0) {
      open();
      await settled();
    }
    expect((await reply).text).toContain('"statusCode":"0"');
    await client.advance('PT0S');
    expect(sent).toBe(timeline.atOnce.length);
  });

  test('a caller that does not wait for a reply after early callbacks does no harm', async () => {
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
    expect(new Set(receiver.came.map(({ mark }) => mark)).size).toBe(4 * timeline.atOnce.length);
  });

  test.each(['hang', 'reset-before-headers', 'empty-reply'])(
    '%s: events are delivered although the caller gets no reply',
    async (name) => {
      const receiver = await openReceiver();
      const client = await clientAt(await openSimulator(), 'broken', receiver.url);
      client.call({}, name).catch(() => undefined);
      await receiver.when(5);
      expect(receiver.came.map(wordOf)).toEqual(timeline.atOnce);
    },
  );
});

const second = 1000;

describe('of two lanes', () => {
  test('a free one goes to the receiver that has waited longest', async () => {
    const tester = outboxTester({ lanes: 2 });
    tester.space.clock.set(noon, 'frozen');
    tester.post(['a', 0, 'one'], ['b', 0, 'two'], ['c', 0, 'three'], ['d', 0, 'four'], ['a again', 0, 'one']);
    tester.dispatcher.startDeliveries(tester.space);
    await settled();
    expect(tester.texts()).toEqual(['a', 'b']);
    expect(tester.space.outbox.inDelivery()).toHaveLength(2);
    tester.carried[0]?.arrive();
    await settled();
    expect(tester.texts()).toEqual(['a', 'b', 'c']);
    for (let index = 1; index < 5; index += 1) {
      tester.carried[index]?.arrive();
      await settled();
    }
    expect(tester.texts()).toEqual(['a', 'b', 'c', 'd', 'a again']);
    expect(tester.space.outbox.size()).toBe(0);
  });

  test('none is needed for the sink of the space', async () => {
    const tester = outboxTester({ lanes: 1 });
    tester.space.clock.set(noon, 'frozen');
    tester.post(['hangs', 0, 'one']);
    tester.space.outbox.post(
      {
        withdraws: [],
        events: [
          { type: 'callRecord', subject: 'x', due: noon, url: '/_simulator/sink/x', body: () => new Uint8Array() },
        ],
      },
      { provider: tester.provider, cause: undefined, urlScenarios: [] },
    );
    tester.dispatcher.startDeliveries(tester.space);
    await settled();
    expect([tester.texts(), tester.space.sink.entries().length]).toEqual([['hangs'], 1]);
  });

  test('an event withdrawn while it waited is not delivered, and frees its lane', async () => {
    const tester = outboxTester({ lanes: 1 });
    tester.space.clock.set(noon, 'frozen');
    tester.post(['a', 0, 'one'], ['withdrawn', 0, 'two'], ['c', 0, 'three']);
    tester.dispatcher.startDeliveries(tester.space);
    tester.space.outbox.post(
      { withdraws: ['withdrawn'], events: [] },
      { provider: tester.provider, cause: undefined, urlScenarios: [] },
    );
    tester.carried[0]?.arrive();
    await settled();
    expect(tester.texts()).toEqual(['a', 'c']);
  });

  test('a reset space drops its waiting events, and its new events wait their turn', async () => {
    const tester = outboxTester({ lanes: 1 });
    tester.space.clock.set(noon, 'frozen');
    tester.post(['a', 0, 'one'], ['of before', 0, 'two']);
    tester.dispatcher.startDeliveries(tester.space);
    tester.dispatcher.stop(tester.space);
    tester.space.reset();
    tester.space.clock.set(noon, 'frozen');
    tester.post(['new', 0, 'two']);
    tester.dispatcher.startDeliveries(tester.space);
    await settled();
    expect(tester.texts()).toEqual(['a']);
    tester.carried[0]?.arrive();
    await settled();
    expect(tester.texts()).toEqual(['a', 'new']);
  });

  test('advancing the clock waits for a lane too', async () => {
    const tester = outboxTester({ lanes: 1 });
    tester.space.clock.set(noon, 'frozen');
    tester.post(['a', 0, 'one'], ['b', second, 'two']);
    const advanced = tester.dispatcher.advance(tester.space, 2 * second);
    await settled();
    expect(tester.texts()).toEqual(['a']);
    tester.carried[0]?.arrive();
    await settled();
    tester.carried[1]?.arrive();
    expect((await advanced).attempts).toHaveLength(2);
    expect(tester.space.clock.now()).toBe(noon + 2 * second);
  });
});

test.each([0, -1, 1.5, Number.NaN])('%p lanes are rejected', (lanes) => {
  expect(() => createSimulator({ callbacks: { lanes } })).toThrow('callbacks.lanes must be a whole number above 0');
});
