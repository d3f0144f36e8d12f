import { describe, expect, test } from '@jest/globals';
import { noon } from '../scenarios/stage.js';
import { answered, outboxTester, settled } from './post-room.js';

const hour = 60 * 60 * 1000;

describe('a space that begins anew', () => {
  test('while its clock is moved: nothing reaches its new record, and its clock stays', async () => {
    const room = outboxTester();
    room.space.clock.set(noon, 'frozen');
    room.post(['a', 10, 'one'], ['b', 20, 'one']);
    const moved = room.dispatcher.advance(room.space, hour);
    const waits = room.dispatcher.advance(room.space, hour);
    await settled();
    room.dispatcher.stop(room.space);
    room.space.reset();
    room.carried[0]?.arrive(answered(500));
    expect((await Promise.all([moved, waits])).map(({ arrived }) => arrived)).toEqual([false, false]);
    expect(room.texts()).toEqual(['a']);
    expect(room.space.attempts.entries()).toEqual([]);
    expect(room.space.outbox.size()).toBe(0);
    expect(room.space.clock.now()).toBe(noon);
  });

  test('while a receiver hangs: what is told then does not wait for it', async () => {
    const room = outboxTester();
    room.post(['old', 0, 'one'], ['older', 0, 'one']);
    room.dispatcher.wake(room.space);
    room.dispatcher.stop(room.space);
    room.space.reset();
    room.post(['new', 0, 'one']);
    room.dispatcher.wake(room.space);
    room.carried[0]?.arrive();
    room.carried[1]?.arrive();
    await settled();
    expect(room.texts()).toEqual(['old', 'new']);
    expect(room.space.attempts.entries().map(({ queued }) => queued.event.about)).toEqual(['new']);
  });
});

describe('nothing is left running', () => {
  test('once everything is stopped: alarms are off, and what is under way is the last', async () => {
    const room = outboxTester();
    room.post(['a', 0, 'one'], ['b', 0, 'one'], ['c', 30, 'other']);
    room.dispatcher.wake(room.space);
    room.dispatcher.stopAll();
    expect(room.alarms.filter(({ off }) => !off)).toEqual([]);
    room.carried[0]?.arrive();
    await settled();
    expect(room.texts()).toEqual(['a']);
    expect(room.alarms.filter(({ off }) => !off)).toEqual([]);
    expect(room.space.outbox.size()).toBe(2);
  });

  test('in a space that is gone, whoever wakes it', async () => {
    const room = outboxTester();
    room.post(['a', 0, 'one'], ['b', 0, 'one'], ['c', 30, 'other']);
    room.dispatcher.wake(room.space);
    room.dispatcher.leave(room.space);
    room.dispatcher.wake(room.space);
    room.carried[0]?.arrive();
    await settled();
    await room.dispatcher.deliverDue(room.space, [1, 2]);
    expect(await room.dispatcher.advance(room.space, hour)).toEqual({ attempts: [], arrived: false });
    expect(room.space.clock.now()).toBe(noon);
    expect(room.texts()).toEqual(['a']);
    expect(room.alarms.filter(({ off }) => !off)).toEqual([]);
  });
});
