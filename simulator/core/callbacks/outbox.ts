import type { EmittedEvents, CallbackEvent } from './event.js';
import { receiverQueues } from './receiver-queues.js';
import type { EventOrigin, QueuedEvent } from './queued-event.js';

/** What providers have still to tell, in one space. What is taken out stays known until it is put back or settled. */
export interface Outbox {
  /** Takes up an announcement; gives the numbers of its notices. */
  post(emitted: EmittedEvents, posting: EventOrigin): readonly number[];
  /** Takes up notices for at most so many receivers at once from now on; 1,000 unless called. */
  boundReceivers(most: number): void;
  /** How many are waiting or on their way. */
  size(): number;
  /** About how much memory they take, bytes. */
  bytes(): number;
  /** What comes next for each receiver, the soonest first. */
  heads(): readonly QueuedEvent[];
  /** Takes out the next that is due by then, for this receiver if one is named. */
  take(by: number, url?: string): QueuedEvent | undefined;
  /** The next that waits, for this receiver if one is named; it stays where it is. */
  next(url?: string): QueuedEvent | undefined;
  /** Puts one that was taken out back in; it is forgotten when it was withdrawn meanwhile. Says whether it waits now. */
  putBack(queued: QueuedEvent): boolean;
  /** One that was taken out is done with. */
  settle(queued: QueuedEvent): void;
  /** Whether it was posted since the outbox last began anew. */
  isOfNow(queued: QueuedEvent): boolean;
  /** Everything that waits, in the order in which it is due. */
  queuedEvents(): readonly QueuedEvent[];
  /** What was taken out and is neither back nor settled, in the order in which it was taken. */
  underWay(): readonly QueuedEvent[];
  /** Forgets what has never been tried and was to be told later than this; what a scenario made late stays. */
  forgetScheduled(after: number): void;
  /** Forgets everything; the numbers go on. */
  clear(): void;
  /** Forgets everything, and counts from 1 again. */
  beginAnew(): void;
}

/**
 * So many wait in a space at most, so that a receiver that hangs does not eat up the memory. The 10,000 meetings that an
 * account keeps have 110,000 to tell when two parties are called in each.
 */
const mostQueued = 250_000;

/** What one that waits takes, bytes; its body is made when it is sent. */
const perEvent = 768;

/** The default of receivers for which callbacks wait in a space: every caller of a provider can invent addresses. */
export const defaultReceivers = 1000;

/** So many withdrawn ones stay in a receiver's queue, besides twice as many as are still to be told. */
const mostWithdrawn = 1000;

/** An outbox held in memory. `dropped` takes what there was no room for. */
export function outboxInMemory(dropped: (queued: QueuedEvent) => void, most = mostQueued): Outbox {
  /** What is still to be told, by what it is about. */
  const live = new Map<string, Set<number>>();
  const taken = new Map<number, QueuedEvent>();
  let count = 0;
  let receivers = defaultReceivers;
  let last = 0;
  let epoch = 0;

  const isOfNow = (queued: QueuedEvent): boolean => queued.epoch === epoch;
  const holds = (queued: QueuedEvent): boolean =>
    isOfNow(queued) && live.get(queued.event.about)?.has(queued.id) === true;
  const queues = receiverQueues(holds);
  const enqueue = (queued: QueuedEvent): void => {
    queues.push(queued, 2 * count + mostWithdrawn);
  };
  const next = (url?: string): QueuedEvent | undefined => (url === undefined ? queues.soonest() : queues.head(url));

  const forget = (about: string, id: number): void => {
    const ids = live.get(about);
    if (ids?.delete(id) !== true) return;
    count -= 1;
    if (ids.size === 0) live.delete(about);
  };

  const withdraw = (about: string): void => {
    count -= live.get(about)?.size ?? 0;
    live.delete(about);
  };

  const post = (event: CallbackEvent, { provider, cause, named }: EventOrigin): number => {
    last += 1;
    // Names, and no spread: a spread costs more than everything else here.
    const queued: QueuedEvent = {
      provider,
      cause,
      named,
      id: last,
      epoch,
      event,
      due: event.due,
      order: last,
      attempts: 0,
      effects: undefined,
      repeats: false,
    };
    if (count >= most || !queues.hasRoomFor(event.url, receivers)) {
      dropped(queued);
      return last;
    }
    live.set(event.about, (live.get(event.about) ?? new Set()).add(last));
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
    post({ withdraws, events }, posting) {
      for (const about of withdraws) withdraw(about);
      return events.map((event) => post(event, posting));
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
      if (isOfNow(queued)) taken.delete(queued.id);
      const stays = holds(queued);
      if (stays) enqueue(queued);
      return stays;
    },
    settle(queued) {
      if (!isOfNow(queued)) return;
      taken.delete(queued.id);
      forget(queued.event.about, queued.id);
    },
    isOfNow,
    underWay: () => [...taken.values()],
    queuedEvents: () => queues.all(),
    forgetScheduled(after) {
      const scheduledEvents = queues.all().filter(({ attempts, event }) => attempts === 0 && event.due > after);
      for (const { event, id } of scheduledEvents) forget(event.about, id);
    },
    clear,
    beginAnew() {
      clear();
      last = 0;
      epoch += 1;
    },
  };
}
