import { readFileSync } from 'node:fs';
import { isJsonObject } from '../../contracts/json.js';

const worldOf = (provider: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/${provider}/world.json`, import.meta.url), 'utf8'));

/** Every secret of the starting world: what stands under a name that says so, and the access tokens, which are names. */
export const worldSecrets: readonly string[] = ['ytx', 'xylink'].flatMap((provider) => secretsIn(worldOf(provider)));

function secretsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(secretsIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, each]) => [
    ...(/token$|secret$/i.test(name) && typeof each === 'string' ? [each] : []),
    ...(/^[0-9a-f-]{36}$/.test(name) ? [name] : []),
    ...secretsIn(each),
  ]);
}
