import type { Clock } from '../core/state/clock.js';

/** Lets real time (ms) pass and then calls; what it returns calls that off. */
export function pause(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms);
  return () => {
    clearTimeout(timer);
  };
}

/** The same for something that is no reason for the process to stay. */
export function alarm(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms).unref();
  return () => {
    clearTimeout(timer);
  };
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };
