import type { QueuedEvent } from './queued-event.js';
import type { DeliveryResult } from './transport.js';

/** How an attempt ended: the result of the transport, or an outcome without any request. */
export type Outcome =
  | DeliveryResult
  /** A scenario dropped it. */
  | { readonly outcome: 'lost' }
  /** The outbox was full. */
  | { readonly outcome: 'dropped' };

/** One attempt to deliver an event to a receiver. */
export interface Attempt {
  readonly queued: QueuedEvent;
  /** Counts from 1 for each event. */
  readonly number: number;
  /** Start time, ms since the epoch by the space's clock. */
  readonly at: number;
  readonly outcome: Outcome;
  /** Whether the provider accepts this outcome as delivered. */
  readonly accepted: boolean;
  /** The scenarios that affected it. */
  readonly scenarios: readonly string[];
  /** From the call of the transport to its result, ms of real time. */
  readonly durationMs: number;
  /**
   * Time of the next attempt (or of the duplicate), ms since the epoch by the space's clock; undefined if there is
   * none.
   */
  readonly nextAt: number | undefined;
}

/** A space's record of delivery attempts. It is bounded; the oldest are dropped. */
export interface Attempts {
  record(attempt: Attempt): void;
  /** The attempts still kept, oldest first. */
  entries(): readonly Attempt[];
  /** The oldest kept attempt that matches. */
  find(matches: (attempt: Attempt) => boolean): Attempt | undefined;
  /** The approximate memory they take, bytes. */
  bytes(): number;
  /** Drops the older half. */
  dropOlderHalf(): void;
  clear(): void;
  /** Calls `listener` after each record until the returned function is called. */
  onRecord(listener: (attempt: Attempt) => void): () => void;
}

/** Memory cost of an attempt besides its reply, bytes. */
const perAttempt = 1024;

const costOf = ({ outcome }: Attempt): number =>
  perAttempt + (outcome.outcome === 'answered' ? outcome.reply.body.length : 0);

/** Keeps the last `max` attempts; drops the oldest first. */
export function createAttempts(max: number): Attempts {
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
      // Cut by halves: `shift` would move all others each time.
      if (kept.length >= 2 * max) keepLast(max);
      for (const listener of listeners) listener(attempt);
    },
    entries: () => kept.slice(-max),
    find: (matches) => kept.slice(-max).find(matches),
    bytes: () => bytes,
    dropOlderHalf() {
      keepLast(Math.floor(Math.min(kept.length, max) / 2));
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
