import type { Dispatcher } from '../callbacks/dispatcher.js';
import { jsonAnswer } from './answer.js';
import { clockView } from './clock.js';
import type { Route } from './route.js';

/** Takes one space back to its start: world, clock, seed, readings, counters and journal. */
export const resetRoutes = (dispatcher: Dispatcher): readonly Route[] => [
  {
    method: 'post',
    path: '/reset',
    answer({ space }) {
      dispatcher.stop(space);
      space.reset();
      return jsonAnswer({ space: space.name, reset: true, clock: clockView(space.clock) });
    },
  },
];
