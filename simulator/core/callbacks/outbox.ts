import type { Announcement, Notice } from './event.js';
import { receiverQueues } from './receiver-queues.js';
import type { Posting, Waiting } from './queued-event.js';

/** What providers have still to tell, in one space. What is taken out stays known until it is put back or settled. */
export interface Outbox {
  /** Takes up an announcement; gives the numbers of its notices. */
  post(announcement: Announcement, posting: Posting): readonly number[];
  /** Takes up notices for at most so many receivers at once from now on; 1,000 unless called. */
  boundReceivers(most: number): void;
  /** How many are waiting or on their way. */
  size(): number;
  /** About how much memory they take, bytes. */
  bytes(): number;
  /** What comes next for each receiver, the soonest first. */
  heads(): readonly Waiting[];
  /** Takes out the next that is due by then, for this receiver if one is named. */
  take(by: number, url?: string): Waiting | undefined;
  /** The next that waits, for this receiver if one is named; it stays where it is. */
  next(url?: string): Waiting | undefined;
  /** Puts one that was taken out back in; it is forgotten when it was withdrawn meanwhile. Says whether it waits now. */
  putBack(waiting: Waiting): boolean;
  /** One that was taken out is done with. */
  settle(waiting: Waiting): void;
  /** Whether it was posted since the outbox last began anew. */
  isOfNow(waiting: Waiting): boolean;
  /** Everything that waits, in the order in which it is due. */
  waiting(): readonly Waiting[];
  /** What was taken out and is neither back nor settled, in the order in which it was taken. */
  underWay(): readonly Waiting[];
  /** Forgets what has never been tried and was to be told later than this; what a scenario made late stays. */
  forgetPlans(after: number): void;
  /** Forgets everything; the numbers go on. */
  clear(): void;
  /** Forgets everything, and counts from 1 again. */
  beginAnew(): void;
}

/**
 * So many wait in a space at most, so that a receiver that hangs does not eat up the memory. The 10,000 meetings that an
 * account keeps have 110,000 to tell when two parties are called in each.
 */
export const mostWaiting = 250_000;

/** What one that waits takes, bytes; its body is made when it is sent. */
const perEvent = 768;

/** The default of receivers for which callbacks wait in a space: every caller of a provider can invent addresses. */
export const defaultReceivers = 1000;

/** So many withdrawn ones stay in a receiver's queue, besides twice as many as are still to be told. */
const mostWithdrawn = 1000;

/** An outbox held in memory. `dropped` takes what there was no room for. */
export function outboxInMemory(dropped: (waiting: Waiting) => void, most = mostWaiting): Outbox {
  /** What is still to be told, by what it is about. */
  const live = new Map<string, Set<number>>();
  const taken = new Map<number, Waiting>();
  let count = 0;
  let receivers = defaultReceivers;
  let last = 0;
  let epoch = 0;

  const isOfNow = (waiting: Waiting): boolean => waiting.epoch === epoch;
  const holds = (waiting: Waiting): boolean =>
    isOfNow(waiting) && live.get(waiting.notice.about)?.has(waiting.id) === true;
  const queues = receiverQueues(holds);
  const enqueue = (waiting: Waiting): void => {
    queues.push(waiting, 2 * count + mostWithdrawn);
  };
  const next = (url?: string): Waiting | undefined => (url === undefined ? queues.soonest() : queues.head(url));

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

  const posted = (notice: Notice, { provider, cause, named }: Posting): number => {
    last += 1;
    // Names, and no spread: a spread costs more than everything else here.
    const waiting: Waiting = {
      provider,
      cause,
      named,
      id: last,
      epoch,
      notice,
      due: notice.due,
      order: last,
      attempts: 0,
      fate: undefined,
      repeats: false,
    };
    if (count >= most || !queues.hasRoomFor(notice.url, receivers)) {
      dropped(waiting);
      return last;
    }
    live.set(notice.about, (live.get(notice.about) ?? new Set()).add(last));
    count += 1;
    enqueue(waiting);
    return last;
  };

  const clear = (): void => {
    queues.clear();
    taken.clear();
    live.clear();
    count = 0;
  };

  return {
    post({ withdraws, notices }, posting) {
      for (const about of withdraws) withdraw(about);
      return notices.map((notice) => posted(notice, posting));
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
      queues.pop(first.notice.url);
      taken.set(first.id, first);
      return first;
    },
    next,
    putBack(waiting) {
      if (isOfNow(waiting)) taken.delete(waiting.id);
      const stays = holds(waiting);
      if (stays) enqueue(waiting);
      return stays;
    },
    settle(waiting) {
      if (!isOfNow(waiting)) return;
      taken.delete(waiting.id);
      forget(waiting.notice.about, waiting.id);
    },
    isOfNow,
    underWay: () => [...taken.values()],
    waiting: () => queues.all(),
    forgetPlans(after) {
      const plans = queues.all().filter(({ attempts, notice }) => attempts === 0 && notice.due > after);
      for (const { notice, id } of plans) forget(notice.about, id);
    },
    clear,
    beginAnew() {
      clear();
      last = 0;
      epoch += 1;
    },
  };
}
