import type { Clock } from '../core/state/clock.js';

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };
