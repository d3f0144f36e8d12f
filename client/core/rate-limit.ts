import type { Clock, Sleep } from './ports.js';

/** How many requests may go out in how much time. */
interface Limit {
  /** At most so many in any window; 0 for as many as there are. */
  readonly most: number;
  /** The window's length, in ms. */
  readonly windowMs: number;
}

/**
 * Starts something when its turn comes, in the order of asking, and gives its outcome. What has been aborted by then is
 * not started and takes no place.
 */
type Pace = <Outcome>(start: () => Promise<Outcome>, signal?: AbortSignal) => Promise<Outcome>;

/**
 * Keeps starts within a limit, exactly: for no t are there more than `most` in [t, t + windowMs).
 *
 * What counts is when something starts and not when it was to, so a late timer lets no two windows run into each other.
 */
export function paceWithin({ most, windowMs }: Limit, clock: Clock, sleep: Sleep): Pace {
  if (most === 0) return (start) => start();
  let started: readonly number[] = [];
  let before: Promise<unknown> = Promise.resolve();

  /** How long the next has to wait, in ms; a clock that was set back counts from where it is now. */
  const wait = (): number => {
    const now = clock.now();
    started = started.map((instant) => Math.min(instant, now));
    const [first = -Infinity] = started;
    return started.length < most ? 0 : first + windowMs - now;
  };
  const turn = async (signal: AbortSignal | undefined): Promise<void> => {
    for (let ms = wait(); ms > 0 && signal?.aborted !== true; ms = wait()) await sleep(ms);
  };
  return async (start, signal) => {
    // In one step, or the clock could move between what is counted and what is sent; boxed, so that nobody waits for it.
    const own = before
      .then(() => turn(signal))
      .then(() => {
        signal?.throwIfAborted();
        started = [...started, clock.now()].slice(-most);
        return { outcome: start() };
      });
    before = own.catch(() => undefined);
    const { outcome } = await own;
    return outcome;
  };
}
