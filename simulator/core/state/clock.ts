/** The source of time. Tests pass their own. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** The state of a space's clock: running with an offset to the system's, or frozen at one instant. */
export type ClockMode = 'running' | 'frozen';

/** The time of one space, which a test may set, freeze and advance. Times are in ms since the epoch. */
export interface SpaceClock extends Clock {
  mode(): ClockMode;
  set(now: number, mode: ClockMode): void;
  advance(byMs: number): void;
  reset(): void;
}

/** A space's clock over the system's. With `startAt` it starts at that instant and keeps running. */
export function spaceClock(system: Clock, startAt?: number): SpaceClock {
  const startingOffset = (): number => (startAt === undefined ? 0 : startAt - system.now());
  let offset = startingOffset();
  let heldAt: number | undefined;
  const now = (): number => heldAt ?? system.now() + offset;
  return {
    now,
    mode: () => (heldAt === undefined ? 'running' : 'frozen'),
    set(to, mode) {
      heldAt = mode === 'frozen' ? to : undefined;
      offset = to - system.now();
    },
    advance(byMs) {
      if (heldAt === undefined) offset += byMs;
      else heldAt += byMs;
    },
    reset() {
      offset = startingOffset();
      heldAt = undefined;
    },
  };
}

/** Random values for one exchange: the same seed, exchange and label always give the same value. */
export interface Random {
  /** A whole number from 0 up to, but not including, `below` (at most 2 ** 32). */
  below(label: string, below: number): number;
  /** So many decimal digits, leading zeros kept. */
  digits(label: string, count: number): string;
}

/** The random values for exchange number `exchange` of a space with this seed. */
export type Randomness = (seed: string, exchange: number) => Random;
