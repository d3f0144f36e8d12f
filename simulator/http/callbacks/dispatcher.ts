import type { Waiting } from '../../core/callbacks/waiting.js';
import type { Space } from '../../core/space.js';
import type { Pause } from '../weather/on-the-wire.js';
import type { Advanced, Told } from './moving.js';
import { moved } from './moving.js';
import type { Carriage } from './telling.js';
import { tell } from './telling.js';
import { takingTurns } from './turns.js';

/** Sees to it that what is due is told, in every space. */
export interface Dispatcher {
  /** Begins to tell what is due in a space now, and comes back when the next is. Nobody has to wait for it. */
  wake(space: Space): void;
  /** The same, and waits until nothing is due any more for the receivers of these notices. */
  tellDue(space: Space, notices: readonly number[]): Promise<void>;
  /**
   * Moves a space's clock on by so many ms and tells on the way, one by one, what comes due, retries included. One that
   * is asked for meanwhile begins when this one has ended.
   */
  advance(space: Space, byMs: number): Promise<Advanced>;
  /** Whether a space's clock is being moved, or is going to be. */
  isMoving(space: Space): boolean;
  /** Stops telling in a space that begins anew: what is under way ends, and nothing follows it. */
  stop(space: Space): void;
  /** The same in a space that is gone, for good: a reply that is still under way wakes it no more, nor does `advance`. */
  leave(space: Space): void;
  /** The same in all spaces; nobody can wake them until `closed` has come about, if it is given. */
  stopAll(closed?: Promise<unknown>): void;
}

/** How one space is seen to. */
interface Watch {
  /** By receiver: ends when nothing is due for it any more. */
  readonly lanes: Map<string, Promise<void>>;
  callOff: () => void;
  /** Ends when the clock has been moved by all who asked for it. */
  moving: Promise<unknown>;
  /** How many move the clock, or wait until they can. */
  movers: number;
  /** Whether one of them does, and tells everybody itself. */
  isMoving: boolean;
  stopped: boolean;
}

/** What a dispatcher is made with. */
export interface DispatcherTools {
  readonly carriage: Carriage;
  /** Calls after so many ms of real time; it is no reason for the process to stay. */
  readonly alarm: Pause;
}

/** After so long (ms) it looks again whatever is due: no timer waits for a month. */
const longestAlarm = 60 * 60 * 1000;

const nobody = (): void => undefined;

/** Receivers are told side by side, and each of them one thing after the other. */
export function dispatcherWith({ carriage, alarm }: DispatcherTools): Dispatcher {
  const watches = new Map<Space, Watch>();
  const turns = takingTurns();
  const told: Told = async (space, waiting) => {
    const attempt = await tell(space, waiting, carriage);
    await turns.next();
    return attempt;
  };
  const gone = new WeakSet<Space>();
  let closing = 0;

  const watchOver = (space: Space): Watch => {
    const before = watches.get(space);
    if (before !== undefined) return before;
    const watch = {
      lanes: new Map(),
      callOff: nobody,
      moving: Promise.resolve(),
      movers: 0,
      isMoving: false,
      stopped: gone.has(space),
    };
    // One that is gone is not remembered: nothing would ever forget it again.
    if (!watch.stopped) watches.set(space, watch);
    return watch;
  };

  const sleepsOn = (space: Space): boolean =>
    closing > 0 || gone.has(space) || (space.outbox.size() === 0 && !watches.has(space));

  const wake = (space: Space): void => {
    if (sleepsOn(space)) return;
    const watch = watchOver(space);
    if (watch.isMoving) return;
    const heads = space.outbox.heads();
    for (const { due, notice } of heads) {
      if (due <= space.clock.now() && !watch.lanes.has(notice.url)) open(space, watch, notice.url);
    }
    setAlarm(space, watch, heads);
    if (space.outbox.size() === 0 && watch.lanes.size === 0) watches.delete(space);
  };

  const open = (space: Space, watch: Watch, url: string): void => {
    const closed = along(space, watch, url).finally(() => {
      watch.lanes.delete(url);
      if (!watch.stopped) wake(space);
    });
    watch.lanes.set(url, closed);
  };

  /** Tells one receiver what is due for it, until there is nothing more. */
  const along = async (space: Space, watch: Watch, url: string): Promise<void> => {
    while (!watch.stopped) {
      const waiting = space.outbox.take(space.clock.now(), url);
      if (waiting === undefined) return;
      await told(space, waiting);
    }
  };

  const setAlarm = (space: Space, watch: Watch, heads: readonly Waiting[]): void => {
    watch.callOff();
    watch.callOff = nobody;
    // A receiver that is being told wakes us itself when it is done.
    const next = heads.find(({ notice }) => !watch.lanes.has(notice.url));
    if (next === undefined || space.clock.mode() === 'frozen') return;
    const ms = Math.max(1, Math.min(next.due - space.clock.now(), longestAlarm));
    watch.callOff = alarm(ms, () => {
      wake(space);
    });
  };

  const idle = async ({ lanes }: Watch): Promise<void> => {
    while (lanes.size > 0) await Promise.all(lanes.values());
  };

  const stop = (space: Space): void => {
    const watch = watches.get(space);
    if (watch === undefined) return;
    watch.stopped = true;
    watch.callOff();
    watches.delete(space);
  };

  return {
    wake,
    async tellDue(space, notices) {
      const meant = space.outbox.waiting().filter(({ id }) => notices.includes(id));
      wake(space);
      const lanes = watches.get(space)?.lanes;
      // Who is told of something else is not waited for: it may hang.
      await Promise.all(meant.flatMap(({ notice }) => lanes?.get(notice.url) ?? []));
    },
    advance(space, byMs) {
      const watch = watchOver(space);
      watch.movers += 1;
      const advanced = watch.moving
        .then(() => idle(watch))
        .then(() => {
          watch.isMoving = true;
          return moved(space, byMs, { told, isStopped: () => watch.stopped });
        });
      const end = (): void => {
        watch.movers -= 1;
        watch.isMoving = false;
        if (!watch.stopped) wake(space);
      };
      watch.moving = advanced.then(end, end);
      return advanced;
    },
    isMoving: (space) => (watches.get(space)?.movers ?? 0) > 0,
    stop,
    leave(space) {
      gone.add(space);
      stop(space);
    },
    stopAll(closed) {
      const end = (): void => {
        closing -= 1;
      };
      closing += closed === undefined ? 0 : 1;
      void closed?.then(end, end);
      for (const space of watches.keys()) stop(space);
    },
  };
}
