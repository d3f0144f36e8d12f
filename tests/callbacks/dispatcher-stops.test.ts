import { describe, expect, test } from '@jest/globals';
import { createSimulator, type Simulator } from '../../simulator/index.js';
import { noon } from '../scenarios/scenario-server.js';
import { incomingRequest } from '../support/incoming-request.js';
import { prepare } from '../ytx/caller.js';
import { withCallback } from '../ytx/meeting-events.js';
import { story, wholeStory } from './callback-server.js';
import { answered, outboxTester, settled } from './outbox-tester.js';
import { wordOf } from './receiver.js';

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

/** Asks for a meeting without any server, or for one that is refused; gives the numbers of what it causes to be told. */
function asked(simulator: Simulator, sign?: string): readonly number[] {
  const space = simulator.spaces.of('own');
  const prepared = prepare(space, { ...withCallback, ...(sign !== undefined && { sign }) });
  return simulator.ask('ytx', incomingRequest(prepared), { space: 'own' }).events;
}

const heard = (simulator: Simulator): readonly string[] =>
  simulator.spaces
    .of('own')
    .sink.entries()
    .map(({ body }) => wordOf({ body: new TextDecoder().decode(body) }));

const opened = (): Simulator => {
  const simulator = createSimulator({ clock: { now: () => noon } });
  simulator.spaces.of('own').clock.set(noon, 'frozen');
  return simulator;
};

describe('without a server', () => {
  test('what is due is told by itself, and the rest as the clock is moved on', async () => {
    const simulator = opened();
    expect(asked(simulator)).toHaveLength(wholeStory.length);
    await settled();
    expect(heard(simulator)).toEqual(story.atOnce);
    const { attempts } = await simulator.advance(60 * 60 * 1000, { space: 'own' });
    expect(attempts.map(({ at }) => at - noon)).toEqual([5000, 5000, 1_800_000, 1_800_000, 1_800_000, 1_801_000]);
    expect(heard(simulator)).toEqual(wholeStory);
  });

  test('a request that tells nothing wakes nobody', async () => {
    const simulator = opened();
    asked(simulator);
    await settled();
    simulator.spaces.of('own').clock.advance(5000);
    expect(asked(simulator, '0'.repeat(32))).toEqual([]);
    await settled();
    expect(heard(simulator)).toEqual(story.atOnce);
    asked(simulator);
    await settled();
    expect(heard(simulator)).toEqual([...story.atOnce, ...story.soon, ...story.atOnce]);
  });

  test.each([-1, NaN, Infinity, -Infinity])(
    'a clock cannot be moved on by %d ms, and stays where it is',
    async (by) => {
      const simulator = opened();
      asked(simulator);
      await settled();
      await expect(simulator.advance(by, { space: 'own' })).rejects.toThrow(TypeError);
      expect(simulator.spaces.of('own').clock.now()).toBe(noon);
      expect(heard(simulator)).toEqual(story.atOnce);
    },
  );
});
