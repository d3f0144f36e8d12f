import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Evidence } from '../../simulator/core/pipeline/evidence.js';
import type { Provider } from '../../simulator/core/provider.js';

/** All evidence of a provider: that of its checks, and that in the JSON of its contract. */
export function evidenceOf({ name, endpoints }: Provider): readonly Evidence[] {
  const folder = fileURLToPath(new URL(`../../contracts/${name}/`, import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  const written = files.flatMap((file) => evidenceIn(JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown));
  const checks = new Set(Object.values(endpoints).flatMap((endpoint) => endpoint.checks.list));
  return [...[...checks].flatMap(({ evidence }) => evidence), ...written];
}

function evidenceIn(value: unknown): readonly Evidence[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('confidence' in value && 'statement' in value) return [value as Evidence];
  return Object.values(value).flatMap(evidenceIn);
}
