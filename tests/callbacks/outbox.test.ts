import { describe, expect, test } from '@jest/globals';
import type { CallbackEvent } from '../../simulator/core/callbacks/event.js';
import { type Outbox, outboxInMemory } from '../../simulator/core/callbacks/outbox.js';
import { receiverQueues } from '../../simulator/core/callbacks/receiver-queues.js';
import type { EventOrigin, QueuedEvent } from '../../simulator/core/callbacks/queued-event.js';
import { createSimulator } from '../../simulator/index.js';
import { ytx } from '../../simulator/providers/ytx/index.js';

const posting: EventOrigin = { provider: ytx, cause: undefined, urlScenarios: [] };

const eventOf = (due: number, subject = 'a', url = 'http://one/'): CallbackEvent => ({
  type: 'callRecord',
  subject,
  due,
  url,
  body: () => new Uint8Array(),
});

const never = (): never => {
  throw new Error('nothing was to be dropped');
};

const filled = (...events: readonly CallbackEvent[]): Outbox => {
  const outbox = outboxInMemory(never);
  outbox.post({ withdraws: [], events }, posting);
  return outbox;
};

/** The numbers of all that is taken out until nothing is due by then. */
function taken(outbox: Outbox, by = Infinity): readonly number[] {
  const ids: number[] = [];
  for (let next = outbox.take(by); next !== undefined; next = outbox.take(by)) ids.push(next.id);
  return ids;
}

function one(outbox: Outbox): QueuedEvent {
  const queued = outbox.take(Infinity);
  if (queued === undefined) throw new Error('nothing waits');
  return queued;
}

describe('an outbox', () => {
  test('gives out what is due, the soonest first, and in the order of posting what is due together', () => {
    const outbox = filled(eventOf(30), eventOf(10), eventOf(20), eventOf(10), eventOf(10, 'a', 'http://other/'));
    expect(outbox.queuedEvents().map(({ id }) => id)).toEqual([2, 4, 5, 3, 1]);
    expect(taken(outbox, 9)).toEqual([]);
    expect(taken(outbox, 20)).toEqual([2, 4, 5, 3]);
    expect(taken(outbox)).toEqual([1]);
  });

  test('gives out what is due for one receiver', () => {
    const outbox = filled(eventOf(1), eventOf(2, 'a', 'http://other/'), eventOf(3, 'a', 'http://other/'));
    expect(outbox.heads().map(({ id }) => id)).toEqual([1, 2]);
    expect(outbox.take(2, 'http://other/')?.id).toBe(2);
    expect(outbox.take(2, 'http://other/')).toBeUndefined();
    expect([outbox.next()?.id, outbox.next('http://other/')?.id]).toEqual([1, 3]);
    expect(outbox.take(3, 'http://unknown/')).toBeUndefined();
  });

  test('forgets what is withdrawn, before it takes up what comes in its place', () => {
    const outbox = filled(eventOf(1), eventOf(2, 'b'));
    outbox.post({ withdraws: ['a', 'unknown'], events: [eventOf(3)] }, posting);
    expect(outbox.queuedEvents().map(({ id }) => id)).toEqual([2, 3]);
    expect(outbox.size()).toBe(2);
  });

  test('does not take back what was withdrawn while it was on its way', () => {
    const outbox = filled(eventOf(1), eventOf(2));
    const underWay = one(outbox);
    outbox.post({ withdraws: ['a'], events: [eventOf(3)] }, posting);
    expect(outbox.putBack({ ...underWay, due: 9 })).toBe(false);
    outbox.endDelivery(underWay);
    expect(outbox.queuedEvents().map(({ id }) => id)).toEqual([3]);
    expect(outbox.size()).toBe(1);
  });

  test('counts what is on its way until it is settled', () => {
    const outbox = filled(eventOf(1));
    const underWay = one(outbox);
    expect([outbox.size(), outbox.queuedEvents()]).toEqual([1, []]);
    expect(outbox.putBack({ ...underWay, due: 9 })).toBe(true);
    outbox.endDelivery(one(outbox));
    outbox.endDelivery(underWay);
    expect(outbox.size()).toBe(0);
    expect(outbox.putBack(underWay)).toBe(false);
  });

  test('forgets everything when it is cleared, what is on its way too, and counts on', () => {
    const outbox = filled(eventOf(1), eventOf(2));
    const underWay = one(outbox);
    outbox.clear();
    expect([outbox.size(), outbox.queuedEvents(), outbox.heads()]).toEqual([0, [], []]);
    expect(outbox.isCurrent(underWay)).toBe(true);
    expect(outbox.putBack(underWay)).toBe(false);
    expect(outbox.post({ withdraws: [], events: [eventOf(5)] }, posting)).toEqual([3]);
  });

  test('knows nothing of what was on its way before it began anew', () => {
    const outbox = filled(eventOf(1));
    const underWay = one(outbox);
    outbox.reset();
    expect(outbox.post({ withdraws: [], events: [eventOf(5)] }, posting)).toEqual([1]);
    expect(outbox.isCurrent(underWay)).toBe(false);
    expect(outbox.putBack(underWay)).toBe(false);
    outbox.endDelivery(underWay);
    expect(outbox.queuedEvents().map(({ id, due }) => [id, due])).toEqual([[1, 5]]);
  });

  test('drops what it has no room for, with a number of its own', () => {
    const dropped: QueuedEvent[] = [];
    const outbox = outboxInMemory((queued) => dropped.push(queued), 2);
    expect(outbox.post({ withdraws: [], events: [1, 2, 3].map((due) => eventOf(due)) }, posting)).toEqual([1, 2, 3]);
    expect(dropped.map(({ id }) => id)).toEqual([3]);
    const underWay = one(outbox);
    outbox.post({ withdraws: [], events: [eventOf(4)] }, posting);
    expect(dropped.map(({ id }) => id)).toEqual([3, 4]);
    outbox.endDelivery(underWay);
    outbox.post({ withdraws: [], events: [eventOf(5)] }, posting);
    expect(taken(outbox)).toEqual([2, 5]);
  });

  test('forgets plans, but neither what is due nor what was tried', () => {
    const outbox = filled(eventOf(1), eventOf(2), eventOf(5, 'b'), eventOf(6, 'b'));
    outbox.putBack({ ...one(outbox), due: 8, attempts: 1 });
    outbox.forgetScheduled(5);
    expect(outbox.queuedEvents().map(({ id }) => id)).toEqual([2, 3, 1]);
    expect(outbox.size()).toBe(3);
  });

  test('keeps overdue events when it forgets scheduled ones: they are not scheduled again', () => {
    const outbox = filled(eventOf(1));
    outbox.putBack({ ...one(outbox), due: 30 });
    outbox.forgetScheduled(5);
    expect(outbox.queuedEvents().map(({ id }) => id)).toEqual([1]);
  });

  test('does not grow when plans are made and withdrawn over and over', () => {
    let compared = 0;
    let round = 0;
    const queues = receiverQueues(({ attempts }) => {
      compared += 1;
      return attempts === round;
    });
    const [made] = filled(eventOf(100)).queuedEvents();
    if (made === undefined) throw new Error('nothing waits');
    for (; round < 60_000; round += 1) queues.push({ ...made, attempts: round }, 1000);
    compared = 0;
    round -= 1;
    expect(queues.all()).toHaveLength(1);
    expect(compared).toBeLessThanOrEqual(1001);
  });
});

describe('receivers for which something waits', () => {
  const of = (outbox: Outbox, ...events: readonly CallbackEvent[]): void => {
    outbox.post({ withdraws: [], events }, posting);
  };

  test('are so many at most: what is for others is dropped', () => {
    const dropped: number[] = [];
    const outbox = outboxInMemory(({ id }) => dropped.push(id));
    outbox.boundReceivers(2);
    of(outbox, eventOf(1, 'a', 'http://one/'), eventOf(1, 'b', 'http://two/'), eventOf(1, 'c', 'http://three/'));
    of(outbox, eventOf(2, 'a', 'http://one/'));
    expect([dropped, outbox.size()]).toEqual([[3], 3]);
  });

  test('make room when no event waits for them any more, delivered or withdrawn', () => {
    const outbox = outboxInMemory(never);
    outbox.boundReceivers(1);
    of(outbox, eventOf(1, 'a', 'http://one/'));
    outbox.endDelivery(one(outbox));
    of(outbox, eventOf(1, 'b', 'http://two/'));
    outbox.post({ withdraws: ['b'], events: [eventOf(1, 'c', 'http://three/')] }, posting);
    expect(outbox.heads().map(({ event }) => event.url)).toEqual(['http://three/']);
  });

  test('are those that the options say, in every space and after each reset', () => {
    const ofWorld = { callbacks: { receivers: 2 } };
    const space = createSimulator(ofWorld).spaces.getOrCreate('few');
    for (const again of [false, true]) {
      if (again) space.reset();
      const events = ['one', 'two', 'three'].map((name) => eventOf(Infinity, name, `http://${name}/`));
      space.outbox.post({ withdraws: [], events }, posting);
      expect([space.outbox.size(), space.attempts.entries().map(({ outcome }) => outcome.outcome)]).toEqual([
        2,
        ['dropped'],
      ]);
    }
    for (const receivers of [0, 1.5]) {
      expect(() => createSimulator({ callbacks: { receivers } })).toThrow(
        'callbacks.receivers must be a whole number above 0',
      );
    }
  });
});
