import { clearTimeout, setTimeout } from 'node:timers';
import type { Clock } from '../core/state/clock.js';

/** Calls `action` after so many ms of real time; the returned function cancels it. */
export function schedule(ms: number, action: () => void): () => void {
  const timer = setTimeout(action, ms);
  return () => {
    clearTimeout(timer);
  };
}

/** The same, but it does not keep the process alive. */
export function scheduleInBackground(ms: number, action: () => void): () => void {
  const timer = setTimeout(action, ms).unref();
  return () => {
    clearTimeout(timer);
  };
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };
