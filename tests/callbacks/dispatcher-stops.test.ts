import { describe, expect, test } from '@jest/globals';
import { createSimulator, type Simulator } from '../../simulator/index.js';
import { noon } from '../scenarios/scenario-server.js';
import { incomingRequest } from '../support/incoming-request.js';
import { prepare } from '../ytx/caller.js';
import { withCallback } from '../ytx/meeting-events.js';
import { timeline, wholeTimeline } from './callback-server.js';
import { answered, outboxTester, settled } from './outbox-tester.js';
import { wordOf } from './receiver.js';

const hour = 60 * 60 * 1000;

describe('a space that is reset', () => {
  test('while its clock is moved: nothing reaches its new record, and its clock stays', async () => {
    const tester = outboxTester();
    tester.space.clock.set(noon, 'frozen');
    tester.post(['a', 10, 'one'], ['b', 20, 'one']);
    const moved = tester.dispatcher.advance(tester.space, hour);
    const waits = tester.dispatcher.advance(tester.space, hour);
    await settled();
    tester.dispatcher.stop(tester.space);
    tester.space.reset();
    tester.carried[0]?.arrive(answered(500));
    expect((await Promise.all([moved, waits])).map(({ arrived }) => arrived)).toEqual([false, false]);
    expect(tester.texts()).toEqual(['a']);
    expect(tester.space.attempts.entries()).toEqual([]);
    expect(tester.space.outbox.size()).toBe(0);
    expect(tester.space.clock.now()).toBe(noon);
  });

  test('while a receiver hangs: new events do not wait for it', async () => {
    const tester = outboxTester();
    tester.post(['old', 0, 'one'], ['older', 0, 'one']);
    tester.dispatcher.startDeliveries(tester.space);
    tester.dispatcher.stop(tester.space);
    tester.space.reset();
    tester.post(['new', 0, 'one']);
    tester.dispatcher.startDeliveries(tester.space);
    tester.carried[0]?.arrive();
    tester.carried[1]?.arrive();
    await settled();
    expect(tester.texts()).toEqual(['old', 'new']);
    expect(tester.space.attempts.entries().map(({ queued }) => queued.event.subject)).toEqual(['new']);
  });
});

describe('nothing is left running', () => {
  test('after a stop: alarms are cancelled, and the delivery under way is the last', async () => {
    const tester = outboxTester();
    tester.post(['a', 0, 'one'], ['b', 0, 'one'], ['c', 30, 'other']);
    tester.dispatcher.startDeliveries(tester.space);
    tester.dispatcher.stopAll();
    expect(tester.alarms.filter(({ off }) => !off)).toEqual([]);
    tester.carried[0]?.arrive();
    await settled();
    expect(tester.texts()).toEqual(['a']);
    expect(tester.alarms.filter(({ off }) => !off)).toEqual([]);
    expect(tester.space.outbox.size()).toBe(2);
  });

  test('in a removed space, even when it is woken', async () => {
    const tester = outboxTester();
    tester.post(['a', 0, 'one'], ['b', 0, 'one'], ['c', 30, 'other']);
    tester.dispatcher.startDeliveries(tester.space);
    tester.dispatcher.leave(tester.space);
    tester.dispatcher.startDeliveries(tester.space);
    tester.carried[0]?.arrive();
    await settled();
    await tester.dispatcher.deliverDue(tester.space, [1, 2]);
    expect(await tester.dispatcher.advance(tester.space, hour)).toEqual({ attempts: [], arrived: false });
    expect(tester.space.clock.now()).toBe(noon);
    expect(tester.texts()).toEqual(['a']);
    expect(tester.alarms.filter(({ off }) => !off)).toEqual([]);
  });
});

/** Asks for a meeting, accepted or refused, without a server; returns the ids of the events it emits. */
function asked(simulator: Simulator, sign?: string): readonly number[] {
  const space = simulator.spaces.getOrCreate('own');
  const prepared = prepare(space, { ...withCallback, ...(sign !== undefined && { sign }) });
  return simulator.ask('ytx', incomingRequest(prepared), { space: 'own' }).events;
}

const heard = (simulator: Simulator): readonly string[] =>
  simulator.spaces
    .getOrCreate('own')
    .sink.entries()
    .map(({ body }) => wordOf({ body: new TextDecoder().decode(body) }));

const opened = (): Simulator => {
  const simulator = createSimulator({ clock: { now: () => noon } });
  simulator.spaces.getOrCreate('own').clock.set(noon, 'frozen');
  return simulator;
};

describe('without a server', () => {
  test('due events are delivered at once, and the rest as the clock advances', async () => {
    const simulator = opened();
    expect(asked(simulator)).toHaveLength(wholeTimeline.length);
    await settled();
    expect(heard(simulator)).toEqual(timeline.atOnce);
    const { attempts } = await simulator.advance(60 * 60 * 1000, { space: 'own' });
    expect(attempts.map(({ at }) => at - noon)).toEqual([5000, 5000, 1_800_000, 1_800_000, 1_800_000, 1_801_000]);
    expect(heard(simulator)).toEqual(wholeTimeline);
  });

  test('a request without events wakes no dispatcher', async () => {
    const simulator = opened();
    asked(simulator);
    await settled();
    simulator.spaces.getOrCreate('own').clock.advance(5000);
    expect(asked(simulator, '0'.repeat(32))).toEqual([]);
    await settled();
    expect(heard(simulator)).toEqual(timeline.atOnce);
    asked(simulator);
    await settled();
    expect(heard(simulator)).toEqual([...timeline.atOnce, ...timeline.soon, ...timeline.atOnce]);
  });

  test.each([-1, NaN, Infinity, -Infinity])(
    'a clock cannot be moved on by %d ms, and stays where it is',
    async (by) => {
      const simulator = opened();
      asked(simulator);
      await settled();
      await expect(simulator.advance(by, { space: 'own' })).rejects.toThrow(TypeError);
      expect(simulator.spaces.getOrCreate('own').clock.now()).toBe(noon);
      expect(heard(simulator)).toEqual(timeline.atOnce);
    },
  );
});
