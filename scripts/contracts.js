// Writes what is generated from the contracts and the code. Run after a build; the tests compare the result.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checksTable, readingsTable } from '../dist/simulator/ledger/markdown.js';
import { providers } from '../dist/simulator/providers/index.js';
import { withTables } from '../dist/simulator/ledger/between-marks.js';

const top = fileURLToPath(new URL('..', import.meta.url));

for (const provider of providers) {
  const file = `${top}simulator/providers/${provider.name}/README.md`;
  const tables = { checks: checksTable(provider), readings: readingsTable(provider) };
  writeFileSync(file, withTables(readFileSync(file, 'utf8'), tables));
}
