/** A limit on the rate of requests. */
export interface Limit {
  /** The group that is counted together: an enterprise, or one operation of an enterprise. */
  readonly key: string;
  /** The maximum number that pass in any window. */
  readonly max: number;
  readonly windowMs: number;
  /**
   * `sliding`: at most `max` in any half-open window; `fixed`: windows that begin at whole multiples of their length.
   */
  readonly windows: 'sliding' | 'fixed';
  /** Whether refused requests count towards the limit as well. */
  readonly countsRefused: boolean;
}

/** The state of a limit when a request was counted. */
export interface LimitState extends Limit {
  readonly passed: boolean;
  /** How many were counted in the window before this one. */
  readonly count: number;
  /** The instant (ms since the epoch) from which the next one passes. */
  readonly nextAt: number;
}

/** Counts requests, once each, by the clock of its space. Exact: an exchange is one synchronous turn. */
export interface Limiter {
  count(limit: Limit, now: number): LimitState;
  /** The same result, but the request is not counted. */
  peek(limit: Limit, now: number): LimitState;
  clear(): void;
}

/** A limiter held in memory: for each key the instants that count, oldest first, at most the limit. */
export function limiterInMemory(): Limiter {
  const counted = new Map<string, number[]>();
  const withThisOne = (limit: Limit, now: number): { readonly seen: LimitState; readonly instants: number[] } => {
    const { key, max, windowMs, windows, countsRefused } = limit;
    const start = windows === 'sliding' ? now - windowMs : Math.floor(now / windowMs) * windowMs - 1;
    // A clock that was set back leaves instants in the future; they do not count.
    const instants = (counted.get(key) ?? []).filter((instant) => instant > start && instant <= now);
    const passed = instants.length < max;
    const count = instants.length;
    if (passed || countsRefused) instants.push(now);
    return { seen: { ...limit, passed, count, nextAt: nextAt(limit, instants, now) }, instants };
  };
  return {
    count(limit, now) {
      const { seen, instants } = withThisOne(limit, now);
      counted.set(limit.key, instants.slice(-Math.max(limit.max, 1)));
      return seen;
    },
    peek: (limit, now) => withThisOne(limit, now).seen,
    clear: () => {
      counted.clear();
    },
  };
}

function nextAt({ max, windowMs, windows }: Limit, instants: readonly number[], now: number): number {
  if (instants.length < max) return now;
  if (windows === 'fixed') return (Math.floor(now / windowMs) + 1) * windowMs;
  return (instants[instants.length - max] ?? now) + windowMs;
}

/**
 * Named sequences of numbers, such as a provider's meeting ids. Exact under concurrency, since an exchange is one turn.
 */
export interface Sequences {
  /** The next number of this sequence, from 1. */
  readonly next: (sequence: string) => number;
  /** Continues the sequence after `last`, unless it is past that already. */
  continueAfter(sequence: string, last: number): void;
  clear(): void;
}

/** Sequences held in memory. */
export function sequencesInMemory(): Sequences {
  const last = new Map<string, number>();
  return {
    next: (sequence) => {
      const number = (last.get(sequence) ?? 0) + 1;
      last.set(sequence, number);
      return number;
    },
    continueAfter(sequence, number) {
      last.set(sequence, Math.max(last.get(sequence) ?? 0, number));
    },
    clear() {
      last.clear();
    },
  };
}
