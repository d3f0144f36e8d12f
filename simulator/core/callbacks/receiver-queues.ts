import TinyQueue from 'tinyqueue';
import type { QueuedEvent } from './queued-event.js';

/**
 * The queued events, one queue for each receiver. Withdrawn events may stay in a queue for a while, but are never
 * returned.
 */
export interface ReceiverQueues {
  /** Queues an event. A queue longer than `atMost` first drops its withdrawn events, so that they do not pile up. */
  push(queued: QueuedEvent, atMost: number): void;
  /** Whether this receiver has a queue, or fewer than `receivers` others have one. */
  hasRoomFor(url: string, receivers: number): boolean;
  /** The next event of a receiver. */
  head(url: string): QueuedEvent | undefined;
  /** The next event of each receiver, soonest first. */
  heads(): readonly QueuedEvent[];
  /** The soonest of all. */
  soonest(): QueuedEvent | undefined;
  /** Takes out the next event of a receiver. */
  pop(url: string): QueuedEvent | undefined;
  /** All queued events, by due time. */
  all(): readonly QueuedEvent[];
  clear(): void;
}

const sooner = (one: QueuedEvent, other: QueuedEvent): number => one.due - other.due || one.order - other.order;

/** Queues in memory; `holds` decides whether an event is still live. */
export function receiverQueues(holds: (queued: QueuedEvent) => boolean): ReceiverQueues {
  const queues = new Map<string, TinyQueue<QueuedEvent>>();

  /** Deletes a queue when it is empty. */
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
      // Some queues may hold only withdrawn events; `head` deletes those.
      for (const each of queues.keys()) head(each);
      return queues.size < receivers;
    },
    head,
    heads: () => [...queues.keys()].flatMap((url) => head(url) ?? []).sort(sooner),
    // Does not sort: with thousands of receivers, `advance` calls this thousands of times.
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
