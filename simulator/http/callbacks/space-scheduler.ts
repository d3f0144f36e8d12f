import type { Space } from '../../core/state/space.js';
import type { Pause } from '../faults.js';
import { type Advanced, advanceClock, deliverNext, type DeliverEvent } from './advance-clock.js';
import type { DeliverySlots } from './delivery-slots.js';

/** Sees to one space. */
export interface SpaceScheduler {
  /** Tells what is due now, and asks to be woken again when the next is. */
  wake(): void;
  /** Ends when nothing is due for this receiver any more; undefined when nobody tells it anything. */
  lane(url: string): Promise<void> | undefined;
  /** Moves the clock on, when all who asked for it before have had their turn. */
  advance(byMs: number): Promise<Advanced>;
  /** Whether the clock is being moved, or is going to be. */
  isAdvancing(): boolean;
  /** Whether nothing waits and nothing is under way, so that it need not be remembered. */
  isIdle(): boolean;
  /** What is under way ends, and nothing follows it. */
  stop(): void;
}

/** What a space is seen to with. */
interface WatchTools {
  readonly deliver: DeliverEvent;
  readonly slots: DeliverySlots;
  /** Calls after so many ms of real time; it is no reason for the process to stay. */
  readonly alarm: Pause;
  /** Wakes the space again. */
  readonly again: () => void;
}

/** After so long (ms) it looks again whatever is due: no timer waits for a month. */
const longestAlarm = 60 * 60 * 1000;

const nobody = (): void => undefined;

/** Receivers are told side by side, each of them one thing after the other; only while the clock is moved, all in turn. */
export function scheduleSpace(space: Space, { deliver, slots, alarm, again }: WatchTools): SpaceScheduler {
  const { clock, outbox } = space;
  const lanes = new Map<string, Promise<void>>();
  let callOff = nobody;
  let advancing: Promise<unknown> = Promise.resolve();
  let advances = 0;
  /** While it does, whoever moves the clock tells everybody himself. */
  let moves = false;
  let stopped = false;

  const steps = { deliver, slots, isStopped: () => stopped };

  const isDue = (url: string): boolean => (outbox.next(url)?.due ?? Infinity) <= clock.now();

  /** Tells one receiver what is due for it, until there is nothing more. */
  const along = async (url: string): Promise<void> => {
    while (!stopped && isDue(url)) await deliverNext(space, url, steps);
  };

  const open = (url: string): void => {
    const closed = along(url).finally(() => {
      lanes.delete(url);
      if (!stopped) again();
    });
    lanes.set(url, closed);
  };

  const idle = async (): Promise<void> => {
    while (lanes.size > 0) await Promise.all(lanes.values());
  };

  return {
    wake() {
      if (moves || stopped) return;
      const heads = outbox.heads();
      for (const { due, event } of heads) if (due <= clock.now() && !lanes.has(event.url)) open(event.url);
      callOff();
      callOff = nobody;
      // A receiver that is being told wakes us itself when it is done.
      const next = heads.find(({ event }) => !lanes.has(event.url));
      if (next === undefined || clock.mode() === 'frozen') return;
      callOff = alarm(Math.max(1, Math.min(next.due - clock.now(), longestAlarm)), again);
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
      callOff();
    },
  };
}

/** Lets others have a turn now and then: what is told to a sink never leaves the microtasks by itself. */
interface EventLoopTurns {
  /** To be awaited after each piece of work. */
  next(): Promise<void>;
}

/** After so many pieces of work, sockets and timers have their turn. */
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
