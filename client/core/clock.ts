/** Where a client takes the time from; a test hands in its own. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** The clock of the machine. */
export const machineClock: Clock = { now: () => Date.now() };
