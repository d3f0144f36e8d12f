import type { Clock, Sleep } from './ports.js';

/** A rate limit. */
interface Limit {
  /** The maximum number of requests in any window; 0 for no limit. */
  readonly max: number;
  /** The window's length, in ms. */
  readonly windowMs: number;
}

/**
 * Starts work when the limit allows it, in the order of the calls, and returns its outcome. Work that is aborted before its
 * turn is not started and does not count.
 */
export type Pace = <Outcome>(start: () => Promise<Outcome>, signal?: AbortSignal) => Promise<Outcome>;

/**
 * Keeps starts within a limit, exactly: for every t there are at most `max` in [t, t + windowMs).
 *
 * It counts the instant of the actual start, not of the planned one, so a late timer cannot let two windows overlap.
 */
export function paceWithin({ max, windowMs }: Limit, clock: Clock, sleep: Sleep): Pace {
  if (max === 0) return (start) => start();
  let started: readonly number[] = [];
  let before: Promise<unknown> = Promise.resolve();

  /** How long the next start has to wait, in ms; after the clock was set back, earlier starts count as now. */
  const wait = (): number => {
    const now = clock.now();
    started = started.map((instant) => Math.min(instant, now));
    const [first = -Infinity] = started;
    return started.length < max ? 0 : first + windowMs - now;
  };
  const turn = async (signal: AbortSignal | undefined): Promise<void> => {
    for (let ms = wait(); ms > 0 && signal?.aborted !== true; ms = wait()) await sleep(ms);
  };
  return async (start, signal) => {
    // In one step, or the clock could move between counting and sending; in an object, so that the queue does not await it.
    const own = before
      .then(() => turn(signal))
      .then(() => {
        signal?.throwIfAborted();
        started = [...started, clock.now()].slice(-max);
        return { outcome: start() };
      });
    before = own.catch(() => undefined);
    const { outcome } = await own;
    return outcome;
  };
}
