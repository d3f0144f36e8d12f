import { jsonAnswer } from './answer.js';
import { clockView } from './clock.js';
import type { Route } from './route.js';

/** Takes one space back to its start: world, clock, seed, readings, counters and journal. */
export const resetRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/reset',
    answer({ space }) {
      space.reset();
      return jsonAnswer({ space: space.name, reset: true, clock: clockView(space.clock) });
    },
  },
];
