import type { Target } from '../../contracts/suite/target.js';
import type { Exchange } from '../core/requests/handle-request.js';
import type { Simulator } from '../index.js';
import { suiteTarget } from '../suite-target.js';

/** A target whose exchanges can be looked at. */
export interface Watched {
  readonly target: Target;
  /** Every exchange of every case, in order. */
  readonly seen: readonly Exchange[];
}

/** A simulator in this process as a target, with an eye on its journals. */
export function watched(simulator: Simulator): Watched {
  const seen: Exchange[] = [];
  const target = suiteTarget(simulator);
  return {
    seen,
    target: {
      ...target,
      async begin(situation) {
        const session = await target.begin(situation);
        // The space of a session is the one that was used last.
        const space = simulator.spaces.of(simulator.spaces.names().at(-1));
        space.journal.onRecord(({ exchange }) => seen.push(exchange));
        return session;
      },
    },
  };
}
