import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { sampleDocuments } from '../../simulator/sample-requests/index.js';

test('the sample requests are those of the contracts (npm run contracts writes them)', async () => {
  const documents = Object.entries(await sampleDocuments());
  expect(documents).toHaveLength(3);
  for (const [file, text] of documents)
    expect([file, readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')]).toEqual([file, text]);
});
