/** The source of a client's time; a test passes its own. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** The clock of the machine. */
export const machineClock: Clock = { now: () => Date.now() };

/** Waits for some ms; a test's own advances its clock instead. */
export type Sleep = (ms: number) => Promise<void>;

/** Waits by the clock of the machine. */
export const machineSleep: Sleep = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Returns a text that is unique; a test passes its own. */
export type Random = () => string;

/** 122 random bits of the machine, as a UUID. */
export const machineRandom: Random = () => crypto.randomUUID();
