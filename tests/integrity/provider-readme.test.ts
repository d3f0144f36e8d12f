import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { filledDocuments } from '../../simulator/checks-report/documents.js';
import { checksOf } from '../../simulator/checks-report/rows.js';
import { providers } from '../../simulator/providers/index.js';

const documents = [
  'README.md',
  'README.zh-CN.md',
  ...readdirSync(new URL('../../docs', import.meta.url))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...providers.map(({ name }) => `simulator/providers/${name}/README.md`),
];

/** A file in backquotes: from the top or, in the README of a provider, from its own folder. */
const fileNamed = /`([\w.-]+(?:\/[\w.-]+)*\.(?:ts|js|cjs|mjs))`/g;
/** What docs/adding.md adds as an example, and files of users. */
const examples = /close-meeting|meeting-is-open|^understudy\.config\./;

const textOf = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

describe('what is written about the code', () => {
  test.each(documents)('%s names no file that is gone', (document) => {
    const named = [...textOf(document).matchAll(fileNamed)].map(([, file = '']) => file);
    const places = ['', `${dirname(document)}/`].map((folder) => new URL(`../../${folder}`, import.meta.url));
    const gone = named.filter((file) => !places.some((place) => existsSync(new URL(file, place))));
    expect(gone.filter((file) => !examples.test(file))).toEqual([]);
  });

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
