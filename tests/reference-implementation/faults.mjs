/**
 * What is wrong with a provider besides its answers, counted from when it was configured.
 *
 * `limit` is how many requests each provider takes in any second; `break` spoils every request but the first
 * `after`, `times` of them or all; with `flaky` k every k-th request goes wrong.
 */
export function faultsOf({ limit, flaky, break: breaking }) {
  const taken = { ytx: [], xylink: [] };
  let count = 0;
  return {
    /** How this request is spoilt: `{ how }`, or undefined. `at` is an instant of the real clock, ms. */
    next(provider, at) {
      count += 1;
      if (breaking !== undefined && isBroken(count, breaking)) return { how: breaking.how };
      if (limit !== undefined && isOver(taken[provider], { limit, at })) return { how: 'limited' };
      return flaky !== undefined && count % flaky === 0 ? { how: 'flaky' } : undefined;
    },
  };
}

const isBroken = (count, { after, times = Infinity }) => count > after && count <= after + times;

/** Takes a request in, unless as many were taken in the second before it. */
function isOver(taken, { limit, at }) {
  while (taken.length > 0 && at - taken[0] >= 1000) taken.shift();
  if (taken.length >= limit) return true;
  taken.push(at);
  return false;
}

/** What a provider itself says of its troubles. */
export const saidOf = {
  limited: { ytx: 'tooFrequent', xylink: 'serviceBusy' },
  flaky: { ytx: 'exceptional', xylink: 'unexpectedError' },
};
