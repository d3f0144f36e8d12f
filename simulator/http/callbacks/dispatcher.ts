import type { DeliveryResult, Transport } from '../../core/callbacks/transport.js';
import type { ReceiverToProbe } from '../../core/requests/receiver-to-probe.js';
import type { Space } from '../../core/state/space.js';
import type { Schedule } from '../faults.js';
import type { Advanced, DeliverEvent } from './advance-clock.js';
import { deliverySlots } from './delivery-slots.js';
import { type DeliveryDependencies, deliverEvent, probeReceiver } from './delivery.js';
import { httpTransport } from './http-transport.js';
import { allowanceFrom, type SimulatorAt } from './receiver-guard.js';
import { type SpaceScheduler, yieldToEventLoop, scheduleSpace } from './space-scheduler.js';

/** The options of callback deliveries. */
export interface CallbackOptions {
  /** Allowed receivers besides loopback: host names, IP addresses, blocks such as `10.0.0.0/8`. Default: none. */
  readonly allow?: readonly string[];
  /** Time limit for a receiver's whole reply, ms of real time. Default: 2,000. */
  readonly timeoutMs?: number;
  /** The maximum number of concurrent deliveries of all spaces together. Default: 64. The space's own sink is not counted. */
  readonly lanes?: number;
  /** The maximum number of receivers with queued callbacks in a space. Default: 1,000. Callbacks for others are `dropped`. */
  readonly receivers?: number;
  /** Replaces the HTTP transport; it then decides which receivers are allowed. */
  readonly transport?: Transport;
}

const defaultTimeoutMs = 2000;

/** The environment of deliveries: the simulator and the process. */
interface DeliverySurroundings extends Pick<DeliveryDependencies, 'faithful' | 'fault' | 'simulator'> {
  readonly schedule: Schedule;
  readonly simulatorAt: SimulatorAt;
}

/** Creates a dispatcher with these options. Throws a TypeError for an invalid allowance or number of lanes. */
export function dispatcherFor(
  { allow = [], timeoutMs = defaultTimeoutMs, lanes = defaultLanes, transport }: CallbackOptions,
  { schedule, simulatorAt, ...rest }: DeliverySurroundings,
): Dispatcher {
  const allowance = allowanceFrom(allow);
  if (!allowance.ok) throw new TypeError(`callbacks.allow: ${allowance.says}`);
  if (!Number.isSafeInteger(lanes) || lanes < 1) throw new TypeError('callbacks.lanes must be a whole number above 0');
  const carrying = transport ?? httpTransport({ allowance: allowance.value, simulatorAt, schedule });
  return dispatcherWith({ delivery: { transport: carrying, timeoutMs, ...rest }, lanes, schedule });
}

/** Delivers due events in every space. */
export interface Dispatcher {
  /** Starts delivering the due events of a space, and schedules the next time. Returns at once. */
  startDeliveries(space: Space): void;
  /** The same, and waits until no event is due for the receivers of these events. */
  deliverDue(space: Space, events: readonly number[]): Promise<void>;
  /**
   * Advances a space's clock by so many ms and delivers the events that become due, one at a time, including retries.
   * Concurrent calls run one after the other.
   */
  advance(space: Space, byMs: number): Promise<Advanced>;
  /**
   * Sends a provider's probe to a receiver. As many probes as deliveries may be on their way at once, and neither waits
   * for the other. Never rejects.
   */
  probe(space: Space, receiver: ReceiverToProbe): Promise<DeliveryResult>;
  /** Whether a space's clock is being advanced, or an advance is queued. */
  isAdvancing(space: Space): boolean;
  /** Stops deliveries in a space that is reset: those under way end, and no others follow. */
  stop(space: Space): void;
  /** The same for a space that was removed. Later calls of `startDeliveries` and `advance` have no effect. */
  leave(space: Space): void;
  /** The same in all spaces; they cannot start again until `closed` settles, if it is given. */
  stopAll(closed?: Promise<unknown>): void;
}

/** The dependencies of a dispatcher. */
interface DispatcherDependencies {
  readonly delivery: DeliveryDependencies;
  /** How many deliveries may be on their way at once, in all spaces together; default: 64. */
  readonly lanes?: number;
  /** Calls a function after so many ms of real time; does not keep the process alive. */
  readonly schedule: Schedule;
}

/** The default number of concurrent deliveries. */
export const defaultLanes = 64;

/** Schedules every space with queued events; keeps no state for others. */
export function dispatcherWith({ delivery, lanes = defaultLanes, schedule }: DispatcherDependencies): Dispatcher {
  const watches = new Map<Space, SpaceScheduler>();
  const gone = new WeakSet<Space>();
  const turns = yieldToEventLoop();
  const slots = deliverySlots(lanes);
  const probeSlots = deliverySlots(lanes);
  let closing = 0;

  const deliver: DeliverEvent = async (space, queued) => {
    const attempt = await deliverEvent(space, queued, delivery);
    await turns.next();
    return attempt;
  };

  const watchOf = (space: Space): SpaceScheduler => {
    const before = watches.get(space);
    if (before !== undefined) return before;
    const again = (): void => {
      startDeliveries(space);
    };
    const watch = scheduleSpace(space, { deliver, slots, schedule, again });
    // Keep no entry for a removed space: it would never be deleted.
    if (gone.has(space)) watch.stop();
    else watches.set(space, watch);
    return watch;
  };

  const startDeliveries = (space: Space): void => {
    if (closing > 0 || gone.has(space)) return;
    // Usually there are no queued events.
    if (space.outbox.size() === 0 && !watches.has(space)) return;
    const watch = watchOf(space);
    watch.startDeliveries();
    if (watch.isIdle()) watches.delete(space);
  };

  const stop = (space: Space): void => {
    watches.get(space)?.stop();
    watches.delete(space);
  };

  return {
    startDeliveries,
    async deliverDue(space, events) {
      const meant = space.outbox.queuedEvents().filter(({ id }) => events.includes(id));
      startDeliveries(space);
      const watch = watches.get(space);
      // Deliveries to other receivers are not waited for: they may hang.
      await Promise.all(meant.flatMap(({ event }) => watch?.lane(event.url) ?? []));
    },
    advance: (space, byMs) => watchOf(space).advance(byMs),
    async probe(space, { url, probe }) {
      const turn = probeSlots.take(url);
      if (turn !== undefined) await turn;
      try {
        return await probeReceiver(space, url, { probe, delivery });
      } finally {
        probeSlots.giveBack(url);
      }
    },
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
