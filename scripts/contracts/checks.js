import { format, resolveConfig } from 'prettier';

/**
 * `checks.json` of a provider: the refusals that each check may give, in the order in which requests meet the checks. The
 * contract suite reads it, since it must not know the simulator.
 */
export async function generatedChecks(provider, rows) {
  const file = `${provider}/checks.json`;
  const checks = Object.fromEntries(rows.map(({ check, refusals }) => [check, refusals.map(({ name }) => name)]));
  return format(JSON.stringify(checks), { ...(await resolveConfig(file)), parser: 'json' });
}
