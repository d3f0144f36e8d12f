import type { QueuedEvent } from './queued-event.js';
import type { DeliveryResult } from './transport.js';

/** How an attempt ended: as the receiver had it, or nobody was asked at all. */
export type Outcome =
  | DeliveryResult
  /** A scenario lost it on the way. */
  | { readonly outcome: 'lost' }
  /** There was no room in the outbox. */
  | { readonly outcome: 'dropped' };

/** One attempt to tell a receiver something. */
export interface Attempt {
  readonly queued: QueuedEvent;
  /** Counts from 1 for each notice. */
  readonly number: number;
  /** When it began, ms since the epoch by the space's clock. */
  readonly at: number;
  readonly outcome: Outcome;
  /** Whether the provider is content with that. */
  readonly accepted: boolean;
  /** The scenarios that had a part in it. */
  readonly scenarios: readonly string[];
  /** From handing it to the transport to its result, ms of real time. */
  readonly took: number;
  /** When it is tried (or, as a duplicate, told) again, ms since the epoch by the space's clock; undefined means never. */
  readonly nextAt: number | undefined;
}

/** A space's record of what its providers tried to tell, as long as it is kept. */
export interface Attempts {
  record(attempt: Attempt): void;
  /** What is still kept, oldest first. */
  entries(): readonly Attempt[];
  /** The oldest that matches and is still kept. */
  find(matches: (attempt: Attempt) => boolean): Attempt | undefined;
  /** About how much memory they take, bytes. */
  bytes(): number;
  /** Lets go of the older half. */
  halve(): void;
  clear(): void;
  /** Calls `listener` after each record until the returned function is called. */
  onRecord(listener: (attempt: Attempt) => void): () => void;
}

/** What an attempt takes besides the reply to it, bytes. */
const perAttempt = 1024;

const costOf = ({ outcome }: Attempt): number =>
  perAttempt + (outcome.outcome === 'answered' ? outcome.reply.body.length : 0);

/** Keeps the last so many attempts, oldest out first. */
export function createAttempts(most: number): Attempts {
  const listeners = new Set<(attempt: Attempt) => void>();
  let kept: Attempt[] = [];
  let bytes = 0;
  const keepLast = (count: number): void => {
    kept = count === 0 ? [] : kept.slice(-count);
    bytes = kept.reduce((sum, attempt) => sum + costOf(attempt), 0);
  };
  return {
    record(attempt) {
      kept.push(attempt);
      bytes += costOf(attempt);
      // Cut by halves: to shift each one out would move all the others every time.
      if (kept.length >= 2 * most) keepLast(most);
      for (const listener of listeners) listener(attempt);
    },
    entries: () => kept.slice(-most),
    find: (matches) => kept.slice(-most).find(matches),
    bytes: () => bytes,
    halve() {
      keepLast(Math.floor(Math.min(kept.length, most) / 2));
    },
    clear() {
      keepLast(0);
    },
    onRecord(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
