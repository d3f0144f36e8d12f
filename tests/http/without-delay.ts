import type { Schedule } from '../../simulator/http/faults.js';

/** Lets no time pass: what would come later comes at once. */
export const withoutDelay: Schedule = (_ms, then) => {
  queueMicrotask(then);
  return () => undefined;
};
