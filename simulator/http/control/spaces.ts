import { defaultSpaceName, type Spaces } from '../../core/state/spaces.js';
import type { Dispatcher } from '../callbacks/dispatcher.js';
import { clockView } from './clock.js';
import { doneAnswer, jsonAnswer, problemAnswer, type Route } from './route.js';

const description = async () => (await import('./spaces.openapi.json', { with: { type: 'json' } })).default;

/** Lists and removes spaces; they are made by being named. */
export function spacesRoutes(spaces: Spaces): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/spaces',
      description,
      answer() {
        // Asking for each in turn counts as a use of it; since all are asked for, their order stays.
        const exchangesIn = (name: string): number => spaces.of(name).journal.size();
        return jsonAnswer({ spaces: spaces.names().map((name) => ({ name, exchanges: exchangesIn(name) })) });
      },
    },
    {
      method: 'delete',
      path: '/spaces/:name',
      description,
      answer({ path }) {
        const name = (path['name'] ?? '').toLowerCase();
        if (name === defaultSpaceName) return staysForEver;
        return spaces.remove(name) ? doneAnswer : noSuchSpace;
      },
    },
  ];
}

const staysForEver = problemAnswer({
  status: 409,
  kind: 'conflict',
  says: 'The default space cannot be removed.',
  fix: 'POST /_simulator/reset takes it back to its start.',
});

const noSuchSpace = problemAnswer({
  status: 404,
  kind: 'not-found',
  says: 'There is no space of that name; the longest unused may have made room for another.',
  fix: 'GET /_simulator/spaces lists those there are.',
});

/** Takes one space back to its start: world, clock, seed, readings, counters and journal. */
export const resetRoutes = (dispatcher: Dispatcher): readonly Route[] => [
  {
    method: 'post',
    path: '/reset',
    description,
    answer({ space }) {
      dispatcher.stop(space);
      space.reset();
      return jsonAnswer({ space: space.name, reset: true, clock: clockView(space.clock) });
    },
  },
];
