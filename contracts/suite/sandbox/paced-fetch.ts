/** What pacing needs of the machine. */
export interface Pacing {
  readonly clock: { now(): number };
  readonly sleep: (ms: number) => Promise<void>;
  readonly requestsPerSecond: number;
}

/** A fetch that keeps its distance, and how often it was called. */
export interface PacedFetch {
  readonly fetch: typeof globalThis.fetch;
  sent(): number;
}

/** How far apart requests are, ms. */
export const distanceMs = (requestsPerSecond: number): number => 1000 / requestsPerSecond;

/** Sends one request at a time, each at least so long after the one before that the pace is kept. */
export function pacedFetch(fetch: typeof globalThis.fetch, { clock, sleep, requestsPerSecond }: Pacing): PacedFetch {
  const apart = distanceMs(requestsPerSecond);
  let count = 0;
  let nextAt = 0;
  return {
    sent: () => count,
    async fetch(input, init) {
      const now = clock.now();
      const at = Math.max(now, nextAt);
      // Taken before the wait, so that those who come meanwhile queue behind.
      nextAt = at + apart;
      count += 1;
      if (at > now) await sleep(at - now);
      return fetch(input, init);
    },
  };
}
