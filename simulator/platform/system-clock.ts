import type { Clock } from '../core/clock.js';

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };
