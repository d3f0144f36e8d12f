/** Where a client takes the time from; a test hands in its own. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** The clock of the machine. */
export const machineClock: Clock = { now: () => Date.now() };

/** Lets time pass, in ms; a test's own moves its clock instead. */
export type Sleep = (ms: number) => Promise<void>;

/** Waits by the clock of the machine. */
export const machineSleep: Sleep = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Gives a text that never comes twice; a test hands in its own. */
export type Random = () => string;

/** 122 bits of the machine's own chance, as a UUID. */

export const machineRandom: Random = () => crypto.randomUUID();
