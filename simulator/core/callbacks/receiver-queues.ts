import TinyQueue from 'tinyqueue';
import type { QueuedEvent } from './queued-event.js';

/** What waits, a queue for each receiver. What is not to be told any more may stay in them for a while, unseen. */
export interface ReceiverQueues {
  /** Puts one in; a queue longer than `atMost` is swept first, so that what was withdrawn does not pile up. */
  push(queued: QueuedEvent, atMost: number): void;
  /** Whether something waits for this receiver, or for fewer than so many others. */
  hasRoomFor(url: string, receivers: number): boolean;
  /** The first for a receiver. */
  head(url: string): QueuedEvent | undefined;
  /** The first for each receiver, the soonest first. */
  heads(): readonly QueuedEvent[];
  /** The soonest of these. */
  soonest(): QueuedEvent | undefined;
  /** Takes out the first for a receiver. */
  pop(url: string): QueuedEvent | undefined;
  /** All that waits, in the order in which it is due. */
  all(): readonly QueuedEvent[];
  clear(): void;
}

const sooner = (one: QueuedEvent, other: QueuedEvent): number => one.due - other.due || one.order - other.order;

/** Queues in memory; `holds` says whether something is still to be told. */
export function receiverQueues(holds: (queued: QueuedEvent) => boolean): ReceiverQueues {
  const queues = new Map<string, TinyQueue<QueuedEvent>>();

  /** A queue with nothing left in it is given up. */
  const head = (url: string): QueuedEvent | undefined => {
    const queue = queues.get(url);
    for (let first = queue?.peek(); first !== undefined; first = queue?.peek()) {
      if (holds(first)) return first;
      queue?.pop();
    }
    queues.delete(url);
    return undefined;
  };

  return {
    push(queued, atMost) {
      const { url } = queued.event;
      const before = queues.get(url) ?? new TinyQueue<QueuedEvent>([], sooner);
      const queue = before.length > atMost ? new TinyQueue(before.data.filter(holds), sooner) : before;
      queues.set(url, queue);
      queue.push(queued);
    },
    hasRoomFor(url, receivers) {
      if (queues.has(url) || queues.size < receivers) return true;
      // Some may hold nothing but what was withdrawn.
      for (const each of queues.keys()) head(each);
      return queues.size < receivers;
    },
    head,
    heads: () => [...queues.keys()].flatMap((url) => head(url) ?? []).sort(sooner),
    // Sorts nothing: with thousands of receivers, `advance` asks this thousands of times.
    soonest() {
      let first: QueuedEvent | undefined;
      for (const url of queues.keys()) {
        const next = head(url);
        if (next !== undefined && (first === undefined || sooner(next, first) < 0)) first = next;
      }
      return first;
    },
    pop: (url) => (head(url) === undefined ? undefined : queues.get(url)?.pop()),
    all: () => [...queues.values()].flatMap(({ data }) => data.filter(holds)).sort(sooner),
    clear() {
      queues.clear();
    },
  };
}
