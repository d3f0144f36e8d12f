import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import mistakes from '../../simulator/providers/xylink/diagnostics/mistakes.json' with { type: 'json' };

const folder = new URL('.', import.meta.url);
const tests = readdirSync(folder)
  .filter((file) => /^diagnoses-(?:one|two|caller|bodies|targets)\..*test\.ts$/.test(file))
  .map((file) => readFileSync(new URL(file, folder), 'utf8'))
  .join('');

test.each(Object.entries(mistakes))('%s has texts in both languages with the same values', (_, { says, fix }) => {
  for (const { en, zh } of [says, fix]) {
    expect(en).toMatch(/^[ -~]+\.$/);
    expect(zh).toMatch(/\p{Script=Han}.*。$/u);
    expect(zh.match(/\{\w+\}/g)).toEqual(en.match(/\{\w+\}/g));
  }
});

test('every mistake is made in a test', () => {
  expect(Object.keys(mistakes).filter((mistake) => !tests.includes(`'${mistake}'`))).toEqual([]);
});
