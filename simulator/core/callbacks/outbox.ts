import TinyQueue from 'tinyqueue';
import type { Announcement, Notice } from './notice.js';
import type { Posting, Waiting } from './waiting.js';

/** What providers have still to tell, in one space. What is taken out stays known until it is put back or settled. */
export interface Outbox {
  /** Takes up an announcement; gives the numbers of its notices. */
  post(announcement: Announcement, posting: Posting): readonly number[];
  /** How many are waiting or on their way. */
  size(): number;
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

/** So many wait in a space at most: more than any world has to tell, and no memory is eaten up by a receiver that hangs. */
export const mostWaiting = 100_000;

/** So many withdrawn ones stay in a receiver's queue, besides twice as many as are still to be told. */
const mostWithdrawn = 1000;

const sooner = (one: Waiting, other: Waiting): number => one.due - other.due || one.order - other.order;

/** An outbox held in memory. `dropped` takes what there was no room for. */
export function outboxInMemory(dropped: (waiting: Waiting) => void, most = mostWaiting): Outbox {
  const queues = new Map<string, TinyQueue<Waiting>>();
  /** What is still to be told, by what it is about. A receiver's queue may hold more: withdrawn ones leave at its head. */
  const live = new Map<string, Set<number>>();
  let count = 0;
  let last = 0;
  let epoch = 0;

  const taken = new Map<number, Waiting>();

  const isOfNow = (waiting: Waiting): boolean => waiting.epoch === epoch;
  const holds = (waiting: Waiting): boolean =>
    isOfNow(waiting) && live.get(waiting.notice.about)?.has(waiting.id) === true;

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

  const enqueue = (waiting: Waiting): void => {
    const { url } = waiting.notice;
    const before = queues.get(url) ?? new TinyQueue<Waiting>([], sooner);
    // Plans that are made and withdrawn over and over must not pile up behind the head.
    const isFull = before.length > 2 * count + mostWithdrawn;
    const queue = isFull ? new TinyQueue(before.data.filter(holds), sooner) : before;
    queues.set(url, queue);
    queue.push(waiting);
  };

  const posted = (notice: Notice, posting: Posting): number => {
    last += 1;
    const { due } = notice;
    const fresh = { attempts: 0, fate: undefined, repeats: false };
    const waiting = { ...posting, id: last, epoch, notice, due, order: last, ...fresh };
    if (count >= most) {
      dropped(waiting);
      return last;
    }
    live.set(notice.about, (live.get(notice.about) ?? new Set()).add(last));
    count += 1;
    enqueue(waiting);
    return last;
  };

  /** The first of a queue that is still to be told; a queue with none is given up. */
  const head = (url: string): Waiting | undefined => {
    const queue = queues.get(url);
    for (let first = queue?.peek(); first !== undefined; first = queue?.peek()) {
      if (holds(first)) return first;
      queue?.pop();
    }
    queues.delete(url);
    return undefined;
  };

  const heads = (): readonly Waiting[] => [...queues.keys()].flatMap((url) => head(url) ?? []).sort(sooner);

  const takeOut = (url: string): Waiting | undefined => {
    const waiting = queues.get(url)?.pop();
    if (waiting !== undefined) taken.set(waiting.id, waiting);
    return waiting;
  };

  /** Sorts nothing: with thousands of receivers, `advance` asks this thousands of times. */
  const soonest = (): Waiting | undefined => {
    let first: Waiting | undefined;
    for (const url of queues.keys()) {
      const next = head(url);
      if (next !== undefined && (first === undefined || sooner(next, first) < 0)) first = next;
    }
    return first;
  };

  const next = (url?: string): Waiting | undefined => (url === undefined ? soonest() : head(url));

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
    size: () => count,
    heads,
    take(by, url) {
      const first = next(url);
      if (first === undefined || first.due > by) return undefined;
      return takeOut(first.notice.url);
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
    waiting: () => [...queues.values()].flatMap(({ data }) => data.filter(holds)).sort(sooner),
    forgetPlans(after) {
      const all = [...queues.values()].flatMap(({ data }) => data);
      const plans = all.filter(({ attempts, notice }) => attempts === 0 && notice.due > after);
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
