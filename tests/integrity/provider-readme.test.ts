import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { filledDocuments } from '../../simulator/checks-report/documents.js';
import { checksOf } from '../../simulator/checks-report/rows.js';
import { providers } from '../../simulator/providers/index.js';

const textOf = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

describe('what is written about the code', () => {
  test.each(filledDocuments)('$file says what the code says (npm run contracts writes it)', async ({ file, fill }) => {
    expect(textOf(file)).toBe(await fill(textOf(file)));
  });

  test.each(providers)('the README of $name leads from every code to every check that answers with it', (provider) => {
    const lines = textOf(`simulator/providers/${provider.name}/README.md`).split('\n');
    for (const { check, refusals } of checksOf(provider)) {
      const row = lines.find((line) => line.includes(`\`${check}\``)) ?? '';
      for (const { code } of refusals) expect(row).toContain(code);
    }
  });
});
