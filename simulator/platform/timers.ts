import type { Clock } from '../core/state/clock.js';

/** Calls `then` after so many ms of real time; the returned function cancels it. */
export function pause(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms);
  return () => {
    clearTimeout(timer);
  };
}

/** The same, but it does not keep the process alive. */
export function alarm(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms).unref();
  return () => {
    clearTimeout(timer);
  };
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };
