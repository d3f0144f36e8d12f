import { format, resolveConfig } from 'prettier';

/**
 * `checks.json` of a provider: the refusals that each check may give, in the order in which requests meet the checks. The
 * contract suite reads it, since it must not know the simulator.
 */
export async function generatedChecks(provider, rows) {
  const checks = Object.fromEntries(rows.map(({ check, refusals }) => [check, refusals.map(({ name }) => name)]));
  return formatted(`${provider}/checks.json`, checks);
}

/** `readings.json` of a provider: the options of each reading; the contract suite reads it for the same reason. */
export function generatedReadings(provider, readings) {
  const options = Object.entries(readings).map(([name, reading]) => [name, Object.keys(reading.options)]);
  return formatted(`${provider}/readings.json`, Object.fromEntries(options));
}

const formatted = async (file, value) =>
  format(JSON.stringify(value), { ...(await resolveConfig(file)), parser: 'json' });
