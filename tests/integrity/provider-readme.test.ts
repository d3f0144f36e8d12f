import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { withTables } from '../../simulator/ledger/between-marks.js';
import { checksTable, readingsTable } from '../../simulator/ledger/markdown.js';
import { providers } from '../../simulator/providers/index.js';

describe.each(providers)('the README of $name', (provider) => {
  const readme = readFileSync(new URL(`../../simulator/providers/${provider.name}/README.md`, import.meta.url), 'utf8');

  test('shows the checks and readings that the code has (npm run contracts writes it)', () => {
    const tables = { checks: checksTable(provider), readings: readingsTable(provider) };
    expect(readme).toBe(withTables(readme, tables));
  });

  test('leads from every code to every check that answers with it', () => {
    for (const { checks } of Object.values(provider.endpoints)) {
      for (const { name, refusal } of checks) {
        const code = 'oneOf' in refusal ? refusal.oneOf[0]?.code : refusal.code;
        expect(readme.split('\n').some((line) => line.includes(`\`${name}\``) && line.includes(code ?? ''))).toBe(true);
      }
    }
  });
});
