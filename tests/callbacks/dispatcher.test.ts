import { describe, expect, test } from '@jest/globals';
import { noon } from '../scenarios/scenario-server.js';
import { answered, outboxTester, settled } from './outbox-tester.js';

const hour = 60 * 60 * 1000;

describe.each(['running', 'frozen'] as const)('by a clock that is %s', (mode) => {
  test('a receiver that hangs delays no other receiver, and gets one event at a time', async () => {
    const tester = outboxTester({ obliging: ['prompt'] });
    tester.space.clock.set(noon, mode);
    tester.post(['a1', 0, 'hangs'], ['b1', 0, 'prompt'], ['a2', 0, 'hangs'], ['b2', -5, 'prompt'], ['b3', 0, 'prompt']);
    tester.dispatcher.startDeliveries(tester.space);
    await settled();
    expect(tester.texts()).toEqual(['b2', 'a1', 'b1', 'b3']);
    tester.carried[1]?.arrive();
    await settled();
    expect(tester.texts().slice(4)).toEqual(['a2']);
  });

  test('an event posted during a delivery to its receiver follows that delivery without another wake-up', async () => {
    const tester = outboxTester();
    tester.space.clock.set(noon, mode);
    tester.post(['first', 0, 'one']);
    tester.dispatcher.startDeliveries(tester.space);
    tester.post(['second', 0, 'one']);
    tester.carried[0]?.arrive();
    await settled();
    expect(tester.texts()).toEqual(['first', 'second']);
  });

  test('waiting for an event does not wait for other receivers', async () => {
    const tester = outboxTester();
    tester.space.clock.set(noon, mode);
    tester.post(['to one that hangs', 0, 'one'], ['mine', 0, 'other']);
    let isDelivered = false;
    void tester.dispatcher.deliverDue(tester.space, [2]).then(() => (isDelivered = true));
    tester.carried[1]?.arrive();
    await settled();
    expect([isDelivered, tester.texts()]).toEqual([true, ['to one that hangs', 'mine']]);
  });

  test('waiting for an event lasts until nothing more is due for its receiver', async () => {
    const tester = outboxTester();
    tester.space.clock.set(noon, mode);
    tester.post(['first', 0, 'one'], ['second', 0, 'one'], ['far off', hour, 'one']);
    let isDelivered = false;
    void tester.dispatcher.deliverDue(tester.space, [1]).then(() => (isDelivered = true));
    tester.carried[0]?.arrive();
    await settled();
    expect([isDelivered, tester.texts()]).toEqual([false, ['first', 'second']]);
    tester.carried[1]?.arrive();
    await settled();
    expect([isDelivered, tester.texts()]).toEqual([true, ['first', 'second']]);
  });

  test('an event that was not accepted waits for its retry, and others are delivered before it', async () => {
    const tester = outboxTester();
    tester.space.clock.set(noon, mode);
    tester.post(['first', 0, 'one'], ['second', 0, 'one']);
    tester.dispatcher.startDeliveries(tester.space);
    tester.carried[0]?.arrive(answered(500));
    await settled();
    tester.carried[1]?.arrive();
    await settled();
    expect(tester.texts()).toEqual(['first', 'second']);
    expect(tester.space.outbox.queuedEvents().map(({ due, attempts }) => [due - noon, attempts])).toEqual([
      [30_000, 1],
    ]);
  });
});

test('a retry is made at the epoch, too', async () => {
  const tester = outboxTester({ obliging: ['one'] });
  tester.space.clock.set(0, 'frozen');
  tester.post(['a', -noon, 'one']);
  tester.switchOn('callback-duplicate');
  const { attempts } = await tester.dispatcher.advance(tester.space, 0);
  expect(attempts.map(({ number, nextAt }) => [number, nextAt])).toEqual([
    [1, 0],
    [2, undefined],
  ]);
  expect(tester.space.outbox.size()).toBe(0);
});

describe('a body that cannot be written', () => {
  test('is a bug that is logged once, and stops no other delivery', async () => {
    const tester = outboxTester({ obliging: ['one'] });
    const bug = new Error('no body');
    const body = (): never => {
      throw bug;
    };
    tester.post(['before', 0, 'one'], ['broken', 0, 'one', body], ['after', 0, 'one']);
    tester.dispatcher.startDeliveries(tester.space);
    await settled();
    expect(tester.faults).toEqual([bug]);
    expect(tester.texts()).toEqual(['before', 'after']);
    expect(tester.space.outbox.size()).toBe(0);
    tester.post(['broken', 10, 'one', body], ['later', 10, 'one']);
    const { attempts } = await tester.dispatcher.advance(tester.space, 10);
    expect(attempts.map(({ queued }) => queued.event.subject)).toEqual(['later']);
    expect(tester.faults).toEqual([bug, bug]);
  });
});

describe('moving the clock', () => {
  test('delivers each event at its time, one after the other, across receivers', async () => {
    const tester = outboxTester({ obliging: ['one', 'other'] });
    tester.space.clock.set(noon, 'frozen');
    tester.post(['c', 30, 'one'], ['a', 10, 'other'], ['b', 10, 'one'], ['late', 41, 'one']);
    const { attempts } = await tester.dispatcher.advance(tester.space, 40);
    expect(attempts.map(({ queued, at }) => [queued.event.subject, at - noon])).toEqual([
      ['a', 10],
      ['b', 10],
      ['c', 30],
    ]);
    expect(tester.space.clock.now()).toBe(noon + 40);
  });

  test('retries on the way until an event is given up', async () => {
    const tester = outboxTester();
    tester.space.clock.set(noon, 'frozen');
    tester.post(['a', 10, 'one']);
    const moved = tester.dispatcher.advance(tester.space, hour);
    for (const [index] of [1, 2, 3, 4].entries()) {
      await settled();
      tester.carried[index]?.arrive(answered(503));
    }
    const { attempts } = await moved;
    expect(attempts.map(({ number, at }) => [number, at - noon])).toEqual([
      [1, 10],
      [2, 30_010],
      [3, 150_010],
      [4, 750_010],
    ]);
    expect(tester.space.clock.now()).toBe(noon + hour);
    expect(tester.space.outbox.size()).toBe(0);
  });

  test('delivers to other receivers while it waits for one that hangs', async () => {
    const tester = outboxTester();
    tester.post(['hangs', 0, 'one'], ['hangs, too', 0, 'one']);
    tester.dispatcher.startDeliveries(tester.space);
    const moved = tester.dispatcher.advance(tester.space, 0);
    await settled();
    tester.post(['meanwhile', 0, 'other']);
    tester.dispatcher.startDeliveries(tester.space);
    expect(tester.texts()).toEqual(['hangs', 'meanwhile']);
    for (const index of [0, 1, 2]) {
      tester.carried[index]?.arrive();
      await settled();
    }
    expect(await moved).toEqual({ attempts: [], arrived: true });
    expect(tester.texts()).toEqual(['hangs', 'meanwhile', 'hangs, too']);
  });

  test('that waits is not forgotten when nothing waits any more', async () => {
    const tester = outboxTester();
    tester.space.clock.set(noon, 'frozen');
    tester.post(['the last', 0, 'one']);
    tester.dispatcher.startDeliveries(tester.space);
    const moved = tester.dispatcher.advance(tester.space, 20);
    tester.carried[0]?.arrive();
    await settled();
    expect(tester.dispatcher.isAdvancing(tester.space)).toBe(false);
    const again = tester.dispatcher.advance(tester.space, 20);
    tester.dispatcher.startDeliveries(tester.space);
    expect(tester.dispatcher.isAdvancing(tester.space)).toBe(true);
    await Promise.all([moved, again]);
    expect(tester.space.clock.now() - noon).toBe(40);
  });

  test('twice at once is one after the other', async () => {
    const tester = outboxTester();
    tester.space.clock.set(noon, 'frozen');
    tester.post(['a', 10, 'one'], ['b', 110, 'one']);
    const [first, second] = [tester.dispatcher.advance(tester.space, 100), tester.dispatcher.advance(tester.space, 50)];
    await settled();
    expect([tester.texts(), tester.space.clock.now() - noon]).toEqual([['a'], 10]);
    tester.carried[0]?.arrive();
    expect((await first).attempts.map(({ queued }) => queued.event.subject)).toEqual(['a']);
    await settled();
    expect([tester.texts(), tester.space.clock.now() - noon]).toEqual([['a', 'b'], 110]);
    tester.carried[1]?.arrive();
    expect((await second).attempts.map(({ queued }) => queued.event.subject)).toEqual(['b']);
    expect(tester.space.clock.now() - noon).toBe(150);
  });

  test('waits for the delivery under way, and starts no other beside it', async () => {
    const tester = outboxTester();
    tester.space.clock.set(noon, 'frozen');
    tester.post(['under way', 0, 'one'], ['planned', 10, 'other']);
    tester.dispatcher.startDeliveries(tester.space);
    const moved = tester.dispatcher.advance(tester.space, 20);
    await settled();
    expect([tester.texts(), tester.space.clock.now()]).toEqual([['under way'], noon]);
    tester.carried[0]?.arrive();
    await settled();
    expect(tester.texts()).toEqual(['under way', 'planned']);
    tester.post(['meanwhile', 0, 'third']);
    tester.dispatcher.startDeliveries(tester.space);
    await settled();
    expect(tester.texts()).toEqual(['under way', 'planned']);
    tester.carried[1]?.arrive();
    await settled();
    tester.carried[2]?.arrive();
    expect((await moved).attempts.map(({ queued }) => queued.event.subject)).toEqual(['planned', 'meanwhile']);
  });

  test('leaves a running clock as far ahead as requested', async () => {
    const tester = outboxTester({ obliging: ['one'] });
    tester.post(['a', 10, 'one']);
    const moved = tester.dispatcher.advance(tester.space, 100);
    tester.pass(7);
    await moved;
    expect([tester.texts(), tester.space.clock.now() - noon]).toEqual([['a'], 107]);
  });
});

describe('the alarm', () => {
  const set = ({ alarms }: ReturnType<typeof outboxTester>): readonly number[] =>
    alarms.filter(({ off }) => !off).map(({ ms }) => ms);

  test('is set for the next due event, and delivers it', async () => {
    const tester = outboxTester({ obliging: ['one'] });
    tester.post(['b', 50, 'one'], ['a', 20, 'other']);
    tester.dispatcher.startDeliveries(tester.space);
    expect(set(tester)).toEqual([20]);
    tester.pass(20);
    tester.alarms[0]?.ring();
    await settled();
    expect(tester.texts()).toEqual(['a']);
    expect(set(tester).at(-1)).toBe(30);
  });

  test('rings again when it rang too early', async () => {
    const tester = outboxTester({ obliging: ['one'] });
    tester.post(['a', 20, 'one']);
    tester.dispatcher.startDeliveries(tester.space);
    tester.pass(19);
    tester.alarms[0]?.ring();
    expect(tester.texts()).toEqual([]);
    expect(set(tester).at(-1)).toBe(1);
    tester.pass(1);
    tester.alarms.at(-1)?.ring();
    await settled();
    expect(tester.texts()).toEqual(['a']);
  });

  test('is never set for longer than an hour', () => {
    const tester = outboxTester();
    tester.post(['a', 40 * 24 * hour, 'one']);
    tester.dispatcher.startDeliveries(tester.space);
    expect(set(tester)).toEqual([hour]);
  });

  test('is not set by a clock that stands still, and is set when it runs', () => {
    const tester = outboxTester();
    tester.space.clock.set(noon, 'frozen');
    tester.post(['a', 20, 'one']);
    tester.dispatcher.startDeliveries(tester.space);
    expect(set(tester)).toEqual([]);
    tester.space.clock.set(noon + 5, 'running');
    tester.dispatcher.startDeliveries(tester.space);
    expect(set(tester)).toEqual([15]);
    tester.space.clock.set(noon + 5, 'frozen');
    tester.dispatcher.startDeliveries(tester.space);
    expect(set(tester)).toEqual([]);
  });
});
