/** Counts up under names: the provider's running numbers. Exact under concurrency, since an exchange is one turn. */
export interface Numbering {
  /** The next number of this series, from 1. */
  readonly next: (series: string) => number;
  /** Makes sure that the series goes on after `last`; never takes it back. */
  continueAfter(series: string, last: number): void;
  clear(): void;
}

/** Numbering held in memory. */
export function numberingInMemory(): Numbering {
  const last = new Map<string, number>();
  return {
    next: (series) => {
      const number = (last.get(series) ?? 0) + 1;
      last.set(series, number);
      return number;
    },
    continueAfter(series, number) {
      last.set(series, Math.max(last.get(series) ?? 0, number));
    },
    clear() {
      last.clear();
    },
  };
}
