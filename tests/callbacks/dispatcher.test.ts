import { describe, expect, test } from '@jest/globals';
import { noon } from '../scenarios/scenario-server.js';
import { answered, outboxTester, settled } from './outbox-tester.js';

const hour = 60 * 60 * 1000;

describe.each(['running', 'frozen'] as const)('by a clock that is %s', (mode) => {
  test('a receiver that hangs holds up nobody else, and gets one thing at a time', async () => {
    const room = outboxTester({ obliging: ['prompt'] });
    room.space.clock.set(noon, mode);
    room.post(['a1', 0, 'hangs'], ['b1', 0, 'prompt'], ['a2', 0, 'hangs'], ['b2', -5, 'prompt'], ['b3', 0, 'prompt']);
    room.dispatcher.wake(room.space);
    await settled();
    expect(room.texts()).toEqual(['b2', 'a1', 'b1', 'b3']);
    room.carried[1]?.arrive();
    await settled();
    expect(room.texts().slice(4)).toEqual(['a2']);
  });

  test('what comes up while its receiver is told is told after it, without anybody waking again', async () => {
    const room = outboxTester();
    room.space.clock.set(noon, mode);
    room.post(['first', 0, 'one']);
    room.dispatcher.wake(room.space);
    room.post(['second', 0, 'one']);
    room.carried[0]?.arrive();
    await settled();
    expect(room.texts()).toEqual(['first', 'second']);
  });

  test('whoever waits for a notice does not wait for receivers of others', async () => {
    const room = outboxTester();
    room.space.clock.set(noon, mode);
    room.post(['to one that hangs', 0, 'one'], ['mine', 0, 'other']);
    let isTold = false;
    void room.dispatcher.deliverDue(room.space, [2]).then(() => (isTold = true));
    room.carried[1]?.arrive();
    await settled();
    expect([isTold, room.texts()]).toEqual([true, ['to one that hangs', 'mine']]);
  });

  test('whoever waits for a notice waits until nothing is due for its receiver any more', async () => {
    const room = outboxTester();
    room.space.clock.set(noon, mode);
    room.post(['first', 0, 'one'], ['second', 0, 'one'], ['far off', hour, 'one']);
    let isTold = false;
    void room.dispatcher.deliverDue(room.space, [1]).then(() => (isTold = true));
    room.carried[0]?.arrive();
    await settled();
    expect([isTold, room.texts()]).toEqual([false, ['first', 'second']]);
    room.carried[1]?.arrive();
    await settled();
    expect([isTold, room.texts()]).toEqual([true, ['first', 'second']]);
  });

  test('what was not accepted waits its time, and others are told before it', async () => {
    const room = outboxTester();
    room.space.clock.set(noon, mode);
    room.post(['first', 0, 'one'], ['second', 0, 'one']);
    room.dispatcher.wake(room.space);
    room.carried[0]?.arrive(answered(500));
    await settled();
    room.carried[1]?.arrive();
    await settled();
    expect(room.texts()).toEqual(['first', 'second']);
    expect(room.space.outbox.queued().map(({ due, attempts }) => [due - noon, attempts])).toEqual([[30_000, 1]]);
  });
});

test('at the beginning of time, too, what is told again is told again', async () => {
  const room = outboxTester({ obliging: ['one'] });
  room.space.clock.set(0, 'frozen');
  room.post(['a', -noon, 'one']);
  room.switchOn('callback-duplicate');
  const { attempts } = await room.dispatcher.advance(room.space, 0);
  expect(attempts.map(({ number, nextAt }) => [number, nextAt])).toEqual([
    [1, 0],
    [2, undefined],
  ]);
  expect(room.space.outbox.size()).toBe(0);
});

describe('a body that cannot be written', () => {
  test('is a bug that is told once, and keeps nobody from being told', async () => {
    const room = outboxTester({ obliging: ['one'] });
    const bug = new Error('no body');
    const body = (): never => {
      throw bug;
    };
    room.post(['before', 0, 'one'], ['broken', 0, 'one', body], ['after', 0, 'one']);
    room.dispatcher.wake(room.space);
    await settled();
    expect(room.faults).toEqual([bug]);
    expect(room.texts()).toEqual(['before', 'after']);
    expect(room.space.outbox.size()).toBe(0);
    room.post(['broken', 10, 'one', body], ['later', 10, 'one']);
    const { attempts } = await room.dispatcher.advance(room.space, 10);
    expect(attempts.map(({ queued }) => queued.event.about)).toEqual(['later']);
    expect(room.faults).toEqual([bug, bug]);
  });
});

describe('moving the clock', () => {
  test('tells what comes due at its time, one after the other, whoever it is for', async () => {
    const room = outboxTester({ obliging: ['one', 'other'] });
    room.space.clock.set(noon, 'frozen');
    room.post(['c', 30, 'one'], ['a', 10, 'other'], ['b', 10, 'one'], ['late', 41, 'one']);
    const { attempts } = await room.dispatcher.advance(room.space, 40);
    expect(attempts.map(({ queued, at }) => [queued.event.about, at - noon])).toEqual([
      ['a', 10],
      ['b', 10],
      ['c', 30],
    ]);
    expect(room.space.clock.now()).toBe(noon + 40);
  });

  test('tells again on the way what was not accepted, until it is given up', async () => {
    const room = outboxTester();
    room.space.clock.set(noon, 'frozen');
    room.post(['a', 10, 'one']);
    const moved = room.dispatcher.advance(room.space, hour);
    for (const [index] of [1, 2, 3, 4].entries()) {
      await settled();
      room.carried[index]?.arrive(answered(503));
    }
    const { attempts } = await moved;
    expect(attempts.map(({ number, at }) => [number, at - noon])).toEqual([
      [1, 10],
      [2, 30_010],
      [3, 150_010],
      [4, 750_010],
    ]);
    expect(room.space.clock.now()).toBe(noon + hour);
    expect(room.space.outbox.size()).toBe(0);
  });

  test('while it waits for one that hangs, others are told as ever', async () => {
    const room = outboxTester();
    room.post(['hangs', 0, 'one'], ['hangs, too', 0, 'one']);
    room.dispatcher.wake(room.space);
    const moved = room.dispatcher.advance(room.space, 0);
    await settled();
    room.post(['meanwhile', 0, 'other']);
    room.dispatcher.wake(room.space);
    expect(room.texts()).toEqual(['hangs', 'meanwhile']);
    for (const index of [0, 1, 2]) {
      room.carried[index]?.arrive();
      await settled();
    }
    expect(await moved).toEqual({ attempts: [], arrived: true });
    expect(room.texts()).toEqual(['hangs', 'meanwhile', 'hangs, too']);
  });

  test('that waits is not forgotten when nothing waits any more', async () => {
    const room = outboxTester();
    room.space.clock.set(noon, 'frozen');
    room.post(['the last', 0, 'one']);
    room.dispatcher.wake(room.space);
    const moved = room.dispatcher.advance(room.space, 20);
    room.carried[0]?.arrive();
    await settled();
    expect(room.dispatcher.isAdvancing(room.space)).toBe(false);
    const again = room.dispatcher.advance(room.space, 20);
    room.dispatcher.wake(room.space);
    expect(room.dispatcher.isAdvancing(room.space)).toBe(true);
    await Promise.all([moved, again]);
    expect(room.space.clock.now() - noon).toBe(40);
  });

  test('twice at once is one after the other', async () => {
    const room = outboxTester();
    room.space.clock.set(noon, 'frozen');
    room.post(['a', 10, 'one'], ['b', 110, 'one']);
    const [first, second] = [room.dispatcher.advance(room.space, 100), room.dispatcher.advance(room.space, 50)];
    await settled();
    expect([room.texts(), room.space.clock.now() - noon]).toEqual([['a'], 10]);
    room.carried[0]?.arrive();
    expect((await first).attempts.map(({ queued }) => queued.event.about)).toEqual(['a']);
    await settled();
    expect([room.texts(), room.space.clock.now() - noon]).toEqual([['a', 'b'], 110]);
    room.carried[1]?.arrive();
    expect((await second).attempts.map(({ queued }) => queued.event.about)).toEqual(['b']);
    expect(room.space.clock.now() - noon).toBe(150);
  });

  test('waits for what is under way, and nobody is told beside it', async () => {
    const room = outboxTester();
    room.space.clock.set(noon, 'frozen');
    room.post(['under way', 0, 'one'], ['planned', 10, 'other']);
    room.dispatcher.wake(room.space);
    const moved = room.dispatcher.advance(room.space, 20);
    await settled();
    expect([room.texts(), room.space.clock.now()]).toEqual([['under way'], noon]);
    room.carried[0]?.arrive();
    await settled();
    expect(room.texts()).toEqual(['under way', 'planned']);
    room.post(['meanwhile', 0, 'third']);
    room.dispatcher.wake(room.space);
    await settled();
    expect(room.texts()).toEqual(['under way', 'planned']);
    room.carried[1]?.arrive();
    await settled();
    room.carried[2]?.arrive();
    expect((await moved).attempts.map(({ queued }) => queued.event.about)).toEqual(['planned', 'meanwhile']);
  });

  test('leaves a clock that runs as far ahead as it was told to', async () => {
    const room = outboxTester({ obliging: ['one'] });
    room.post(['a', 10, 'one']);
    const moved = room.dispatcher.advance(room.space, 100);
    room.pass(7);
    await moved;
    expect([room.texts(), room.space.clock.now() - noon]).toEqual([['a'], 107]);
  });
});

describe('the alarm', () => {
  const set = ({ alarms }: ReturnType<typeof outboxTester>): readonly number[] =>
    alarms.filter(({ off }) => !off).map(({ ms }) => ms);

  test('is set for what is due next, and tells it', async () => {
    const room = outboxTester({ obliging: ['one'] });
    room.post(['b', 50, 'one'], ['a', 20, 'other']);
    room.dispatcher.wake(room.space);
    expect(set(room)).toEqual([20]);
    room.pass(20);
    room.alarms[0]?.ring();
    await settled();
    expect(room.texts()).toEqual(['a']);
    expect(set(room).at(-1)).toBe(30);
  });

  test('rings again when it rang too early', async () => {
    const room = outboxTester({ obliging: ['one'] });
    room.post(['a', 20, 'one']);
    room.dispatcher.wake(room.space);
    room.pass(19);
    room.alarms[0]?.ring();
    expect(room.texts()).toEqual([]);
    expect(set(room).at(-1)).toBe(1);
    room.pass(1);
    room.alarms.at(-1)?.ring();
    await settled();
    expect(room.texts()).toEqual(['a']);
  });

  test('is never set for longer than an hour', () => {
    const room = outboxTester();
    room.post(['a', 40 * 24 * hour, 'one']);
    room.dispatcher.wake(room.space);
    expect(set(room)).toEqual([hour]);
  });

  test('is not set by a clock that stands still, and is set when it runs', () => {
    const room = outboxTester();
    room.space.clock.set(noon, 'frozen');
    room.post(['a', 20, 'one']);
    room.dispatcher.wake(room.space);
    expect(set(room)).toEqual([]);
    room.space.clock.set(noon + 5, 'running');
    room.dispatcher.wake(room.space);
    expect(set(room)).toEqual([15]);
    room.space.clock.set(noon + 5, 'frozen');
    room.dispatcher.wake(room.space);
    expect(set(room)).toEqual([]);
  });
});
