import type { Pause } from '../../simulator/http/faults.js';

/** Lets no time pass: what would come later comes at once. */
export const noPause: Pause = (_ms, then) => {
  queueMicrotask(then);
  return () => undefined;
};
