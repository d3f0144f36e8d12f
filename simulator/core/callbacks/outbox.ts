import type { EmittedEvents, CallbackEvent } from './event.js';
import { receiverQueues } from './receiver-queues.js';
import type { EventOrigin, QueuedEvent } from './queued-event.js';

/**
 * The events that providers still have to send, in one space. An event that was taken out stays known until it is put
 * back or settled.
 */
export interface Outbox {
  /** Queues events; returns their ids. */
  post(emitted: EmittedEvents, origin: EventOrigin): readonly number[];
  /** Sets the maximum number of receivers with queued events. Default: 1,000. */
  boundReceivers(max: number): void;
  /** How many are queued or being delivered. */
  size(): number;
  /** The approximate memory they take, bytes. */
  bytes(): number;
  /** The next event of each receiver, soonest first. */
  heads(): readonly QueuedEvent[];
  /** Takes out the next event due by then, of this receiver if one is given. */
  take(by: number, url?: string): QueuedEvent | undefined;
  /** The next queued event, of this receiver if one is given. It stays in the queue. */
  next(url?: string): QueuedEvent | undefined;
  /**
   * Puts an event back that was taken out, unless it was withdrawn in the meantime. Returns whether it is queued now.
   */
  putBack(queued: QueuedEvent): boolean;
  /** Ends the delivery of an event that was taken out. */
  endDelivery(queued: QueuedEvent): void;
  /** Whether it was queued since the last reset. */
  isCurrent(queued: QueuedEvent): boolean;
  /** All queued events, by due time. */
  queuedEvents(): readonly QueuedEvent[];
  /** The events that were taken out and are neither back nor settled, in the order in which they were taken. */
  inDelivery(): readonly QueuedEvent[];
  /** Drops events that were never tried and are due later than this. Events that a scenario delayed stay. */
  forgetScheduled(after: number): void;
  /** Drops everything; ids continue. */
  clear(): void;
  /** Drops everything; ids start at 1 again. */
  reset(): void;
}

/**
 * The maximum number of events queued in a space, so that a receiver that hangs does not use up the memory. The 10,000 meetings that
 * an account keeps have 110,000 events when each calls two parties.
 */
const maxQueued = 250_000;

/** Memory cost of a queued event, bytes. Its body is built when it is sent. */
const perEvent = 768;

/**
 * Default for the number of receivers with queued events in a space. A bound is needed, since every caller of a
 * provider can invent addresses.
 */
export const defaultReceivers = 1000;

/** The maximum number of withdrawn events in a receiver's queue, besides twice the number of live ones. */
const maxWithdrawn = 1000;

/** An outbox held in memory. Calls `dropped` with each event that it has no room for. */
export function outboxInMemory(dropped: (queued: QueuedEvent) => void, max = maxQueued): Outbox {
  /** The ids of live events, by subject. */
  const live = new Map<string, Set<number>>();
  const taken = new Map<number, QueuedEvent>();
  let count = 0;
  let receivers = defaultReceivers;
  let last = 0;
  let epoch = 0;

  const isCurrent = (queued: QueuedEvent): boolean => queued.epoch === epoch;
  const holds = (queued: QueuedEvent): boolean =>
    isCurrent(queued) && live.get(queued.event.subject)?.has(queued.id) === true;
  const queues = receiverQueues(holds);
  const enqueue = (queued: QueuedEvent): void => {
    queues.push(queued, 2 * count + maxWithdrawn);
  };
  const next = (url?: string): QueuedEvent | undefined => (url === undefined ? queues.soonest() : queues.head(url));

  const forget = (subject: string, id: number): void => {
    const ids = live.get(subject);
    if (ids?.delete(id) !== true) return;
    count -= 1;
    if (ids.size === 0) live.delete(subject);
  };

  const withdraw = (subject: string): void => {
    count -= live.get(subject)?.size ?? 0;
    live.delete(subject);
  };

  const post = (event: CallbackEvent, { provider, cause, urlScenarios }: EventOrigin): number => {
    last += 1;
    // Named members, not a spread: a spread costs more than the rest of this function.
    const queued: QueuedEvent = {
      provider,
      cause,
      urlScenarios,
      id: last,
      epoch,
      event,
      due: event.due,
      order: last,
      attempts: 0,
      effects: undefined,
      repeats: false,
    };
    if (count >= max || !queues.hasRoomFor(event.url, receivers)) {
      dropped(queued);
      return last;
    }
    live.set(event.subject, (live.get(event.subject) ?? new Set()).add(last));
    count += 1;
    enqueue(queued);
    return last;
  };

  const clear = (): void => {
    queues.clear();
    taken.clear();
    live.clear();
    count = 0;
  };

  return {
    post({ withdraws, events }, origin) {
      for (const subject of withdraws) withdraw(subject);
      return events.map((event) => post(event, origin));
    },
    boundReceivers(bound) {
      receivers = bound;
    },
    size: () => count,
    bytes: () => count * perEvent,
    heads: () => queues.heads(),
    take(by, url) {
      const first = next(url);
      if (first === undefined || first.due > by) return undefined;
      queues.pop(first.event.url);
      taken.set(first.id, first);
      return first;
    },
    next,
    putBack(queued) {
      if (isCurrent(queued)) taken.delete(queued.id);
      const stays = holds(queued);
      if (stays) enqueue(queued);
      return stays;
    },
    endDelivery(queued) {
      if (!isCurrent(queued)) return;
      taken.delete(queued.id);
      forget(queued.event.subject, queued.id);
    },
    isCurrent,
    inDelivery: () => [...taken.values()],
    queuedEvents: () => queues.all(),
    forgetScheduled(after) {
      const scheduledEvents = queues.all().filter(({ attempts, event }) => attempts === 0 && event.due > after);
      for (const { event, id } of scheduledEvents) forget(event.subject, id);
    },
    clear,
    reset() {
      clear();
      last = 0;
      epoch += 1;
    },
  };
}
