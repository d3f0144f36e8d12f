/** Lets others have a turn now and then: what is told to a sink never leaves the microtasks by itself. */
export interface Turns {
  /** To be awaited after each piece of work. */
  next(): Promise<void>;
}

/** After so many pieces of work, sockets and timers have their turn. */
const piecesPerTurn = 32;

export function takingTurns(): Turns {
  let pieces = 0;
  return {
    async next() {
      pieces += 1;
      if (pieces % piecesPerTurn === 0) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
