import { setImmediate } from 'node:timers';
import type { Space } from '../../core/state/space.js';
import type { Schedule } from '../faults.js';
import { type Advanced, advanceClock, deliverNext, type DeliverEvent } from './advance-clock.js';
import type { DeliverySlots } from './delivery-slots.js';

/** Delivers the events of one space. */
export interface SpaceScheduler {
  /** Starts due deliveries, and schedules the next start. */
  startDeliveries(): void;
  /** Settles when no event is due for this receiver; undefined if no delivery to it is under way. */
  lane(url: string): Promise<void> | undefined;
  /** Advances the clock, after all earlier calls. */
  advance(byMs: number): Promise<Advanced>;
  /** Whether the clock is being advanced, or an advance is queued. */
  isAdvancing(): boolean;
  /** Whether no event is queued or under way, so that the scheduler can be dropped. */
  isIdle(): boolean;
  /** Stops: deliveries under way end, and no others follow. */
  stop(): void;
}

/** The dependencies of a scheduler. */
interface SchedulerDependencies {
  readonly deliver: DeliverEvent;
  readonly slots: DeliverySlots;
  /** Calls a function after so many ms of real time; does not keep the process alive. */
  readonly schedule: Schedule;
  /** Wakes the space again. */
  readonly again: () => void;
}

/** The longest timer, ms: after that it checks again. */
const maxTimerMs = 60 * 60 * 1000;

const noop = (): void => undefined;

/**
 * Delivers to receivers in parallel, and to each one in order. While the clock is advanced, all deliveries are
 * sequential.
 */
export function scheduleSpace(
  space: Space,
  { deliver, slots, schedule, again }: SchedulerDependencies,
): SpaceScheduler {
  const { clock, outbox } = space;
  const lanes = new Map<string, Promise<void>>();
  let cancel = noop;
  let advancing: Promise<unknown> = Promise.resolve();
  let advances = 0;
  /** While an advance runs, it delivers all events itself. */
  let moves = false;
  let stopped = false;

  const steps = { deliver, slots, isStopped: () => stopped };

  const isDue = (url: string): boolean => (outbox.next(url)?.due ?? Infinity) <= clock.now();

  /** Delivers all due events of one receiver. */
  const deliverInOrder = async (url: string): Promise<void> => {
    while (!stopped && isDue(url)) await deliverNext(space, url, steps);
  };

  const open = (url: string): void => {
    const closed = deliverInOrder(url).finally(() => {
      lanes.delete(url);
      if (!stopped) again();
    });
    lanes.set(url, closed);
  };

  const idle = async (): Promise<void> => {
    while (lanes.size > 0) await Promise.all(lanes.values());
  };

  return {
    startDeliveries() {
      if (moves || stopped) return;
      const heads = outbox.heads();
      for (const { due, event } of heads) if (due <= clock.now() && !lanes.has(event.url)) open(event.url);
      cancel();
      cancel = noop;
      // A receiver with deliveries under way wakes the space itself when they end.
      const next = heads.find(({ event }) => !lanes.has(event.url));
      if (next === undefined || clock.mode() === 'frozen') return;
      cancel = schedule(Math.max(1, Math.min(next.due - clock.now(), maxTimerMs)), again);
    },
    lane: (url) => lanes.get(url),
    advance(byMs) {
      advances += 1;
      const advanced = advancing.then(idle).then(() => {
        moves = true;
        return advanceClock(space, byMs, steps);
      });
      const end = (): void => {
        advances -= 1;
        moves = false;
        if (!stopped) again();
      };
      advancing = advanced.then(end, end);
      return advanced;
    },
    isAdvancing: () => advances > 0,
    isIdle: () => outbox.size() === 0 && lanes.size === 0 && advances === 0,
    stop() {
      stopped = true;
      cancel();
    },
  };
}

/** Yields to other work now and then: deliveries to a sink alone never leave the microtask queue. */
interface EventLoopTurns {
  /** Await it after each piece of work. */
  next(): Promise<void>;
}

/** The number of pieces of work between two yields to sockets and timers. */
const piecesPerTurn = 32;

export function yieldToEventLoop(): EventLoopTurns {
  let pieces = 0;
  return {
    async next() {
      pieces += 1;
      if (pieces % piecesPerTurn === 0) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
