import type { Transport } from '../../core/callbacks/transport.js';
import type { Space } from '../../core/state/space.js';
import type { Pause } from '../faults.js';
import type { Advanced, DeliverEvent } from './advance-clock.js';
import { deliverySlots } from './delivery-slots.js';
import { type Carriage, deliverEvent } from './delivery.js';
import { httpTransport } from './http-transport.js';
import { allowanceFrom, type SimulatorAt } from './receiver-guard.js';
import { type SpaceScheduler, yieldToEventLoop, scheduleSpace } from './space-scheduler.js';

/** How callbacks are delivered; everything has a default. */
export interface CallbackOptions {
  /** What they may reach besides loopback: host names, IP addresses, blocks such as `10.0.0.0/8`; nothing unless given. */
  readonly allow?: readonly string[];
  /** How long a receiver has for its whole reply, ms of real time; 2,000 unless given. */
  readonly timeoutMs?: number;
  /** How many are on their way at once, in all spaces together; default: 64. The space's own sink needs none. */
  readonly lanes?: number;
  /** For how many receivers callbacks may wait in a space; default: 1,000. Callbacks for others are `dropped`. */
  readonly receivers?: number;
  /** Carries them instead of HTTP; it is then what decides whom they may reach. */
  readonly transport?: Transport;
}

const defaultTimeoutMs = 2000;

/** What deliveries need to know of the simulator and the process in which they begin. */
interface DeliverySurroundings extends Pick<Carriage, 'faithful' | 'fault' | 'simulator'> {
  readonly alarm: Pause;
  readonly simulatorAt: SimulatorAt;
}

/** A dispatcher as these options have it. Throws a TypeError for an allowance that cannot be read, and for lanes that are none. */
export function dispatcherFor(
  { allow = [], timeoutMs = defaultTimeoutMs, lanes = defaultLanes, transport }: CallbackOptions,
  { alarm, simulatorAt, ...rest }: DeliverySurroundings,
): Dispatcher {
  const allowance = allowanceFrom(allow);
  if (!allowance.ok) throw new TypeError(`callbacks.allow: ${allowance.says}`);
  if (!Number.isSafeInteger(lanes) || lanes < 1) throw new TypeError('callbacks.lanes must be a whole number above 0');
  const carrying = transport ?? httpTransport({ allowance: allowance.value, simulatorAt, pause: alarm });
  return dispatcherWith({ carriage: { transport: carrying, timeoutMs, ...rest }, lanes, alarm });
}

/** Sees to it that what is due is told, in every space. */
export interface Dispatcher {
  /** Begins to tell what is due in a space now, and comes back when the next is. Nobody has to wait for it. */
  wake(space: Space): void;
  /** The same, and waits until nothing is due any more for the receivers of these notices. */
  deliverDue(space: Space, events: readonly number[]): Promise<void>;
  /**
   * Moves a space's clock on by so many ms and tells on the way, one by one, what comes due, retries included. One that
   * is asked for meanwhile begins when this one has ended.
   */
  advance(space: Space, byMs: number): Promise<Advanced>;
  /** Whether a space's clock is being moved, or is going to be. */
  isAdvancing(space: Space): boolean;
  /** Stops telling in a space that begins anew: what is under way ends, and nothing follows it. */
  stop(space: Space): void;
  /** The same in a space that is gone, for good: a reply that is still under way wakes it no more, nor does `advance`. */
  leave(space: Space): void;
  /** The same in all spaces; nobody can wake them until `closed` has come about, if it is given. */
  stopAll(closed?: Promise<unknown>): void;
}

/** What a dispatcher is made with. */
interface DispatcherTools {
  readonly carriage: Carriage;
  /** How many deliveries may be on their way at once, in all spaces together; default: 64. */
  readonly lanes?: number;
  /** Calls after so many ms of real time; it is no reason for the process to stay. */
  readonly alarm: Pause;
}

/** So many deliveries are on their way at once. */
export const defaultLanes = 64;

/** Watches over every space that has something to tell, and remembers none that has not. */
export function dispatcherWith({ carriage, lanes = defaultLanes, alarm }: DispatcherTools): Dispatcher {
  const watches = new Map<Space, SpaceScheduler>();
  const gone = new WeakSet<Space>();
  const turns = yieldToEventLoop();
  const slots = deliverySlots(lanes);
  let closing = 0;

  const deliver: DeliverEvent = async (space, queued) => {
    const attempt = await deliverEvent(space, queued, carriage);
    await turns.next();
    return attempt;
  };

  const watchOf = (space: Space): SpaceScheduler => {
    const before = watches.get(space);
    if (before !== undefined) return before;
    const again = (): void => {
      wake(space);
    };
    const watch = scheduleSpace(space, { deliver, slots, alarm, again });
    // One that is gone is not remembered: nothing would ever forget it again.
    if (gone.has(space)) watch.stop();
    else watches.set(space, watch);
    return watch;
  };

  const wake = (space: Space): void => {
    if (closing > 0 || gone.has(space)) return;
    // Nearly always there is nothing to tell, and never was.
    if (space.outbox.size() === 0 && !watches.has(space)) return;
    const watch = watchOf(space);
    watch.wake();
    if (watch.isIdle()) watches.delete(space);
  };

  const stop = (space: Space): void => {
    watches.get(space)?.stop();
    watches.delete(space);
  };

  return {
    wake,
    async deliverDue(space, events) {
      const meant = space.outbox.queuedEvents().filter(({ id }) => events.includes(id));
      wake(space);
      const watch = watches.get(space);
      // Who is told of something else is not waited for: it may hang.
      await Promise.all(meant.flatMap(({ event }) => watch?.lane(event.url) ?? []));
    },
    advance: (space, byMs) => watchOf(space).advance(byMs),
    isAdvancing: (space) => watches.get(space)?.isAdvancing() === true,
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
