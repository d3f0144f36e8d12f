/**
 * A check of a provider: its name in the contracts, its refusal, and its test.
 * @typedef {{ name: string, refusal: string | ((it: object) => string), holds: (it: object) => boolean }} Check
 */

/** @returns {Check} */
export const check = (name, refusal, holds) => ({ name, refusal, holds });

/**
 * The first check that fails, and the name of its refusal; undefined when none does.
 * @param {readonly Check[]} checks
 * @param {readonly object[]} plants
 */
export function refusedBy(checks, it, plants) {
  const failed = planted(checks, plants).find(({ holds }) => !holds(it));
  if (failed === undefined) return undefined;
  const { name, refusal } = failed;
  return { check: name, refusal: typeof refusal === 'string' ? refusal : refusal(it) };
}

/** The checks of the changed provider: some are missing, some are swapped. */
function planted(checks, plants) {
  const gone = plants.filter(({ kind }) => kind === 'missing').map((plant) => plant.check);
  const swapped = plants.filter(({ kind }) => kind === 'swapped').reduce(withSwapped, checks);
  return swapped.filter(({ name }) => !gone.includes(name));
}

function withSwapped(checks, { checks: [one, other] }) {
  const at = (wanted) => checks.findIndex(({ name }) => name === wanted);
  const [first, second] = [at(one), at(other)];
  if (first < 0 || second < 0) return checks;
  return checks.with(first, checks[second]).with(second, checks[first]);
}
