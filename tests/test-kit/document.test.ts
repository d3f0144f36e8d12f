import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect as expectOfTests, test } from '@jest/globals';
import { transformSync } from '@swc/core';
import * as mainEntry from '../../simulator/index.js';
import { simulatorTest } from '../../simulator/test-kit/jest.js';
import { top } from '../support/cli.js';

const page = readFileSync(join(top, 'docs/testing.md'), 'utf8');

/** The samples of docs/testing.md, as programs whose imports are arguments. */
const samples = [...page.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, source = '']) =>
  transformSync(source.replace(/^import .*$/gm, ''), {
    isModule: 'unknown',
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
  }).code.replace(/^export \{\};?$/m, ''),
);

type Program = (...modules: readonly unknown[]) => Promise<void>;
const programOf = (source: string, names: readonly string[]): Program =>
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text is that of the page.
  new Function(...names, `return (async () => { ${source} })();`) as Program;

await programOf(samples[0] ?? '', ['expect', 'simulatorTest'])(expectOfTests, simulatorTest);

test('the sample without a framework runs', async () => {
  expectOfTests(samples).toHaveLength(2);
  await programOf(samples[1] ?? '', ['startSimulator'])(mainEntry.startSimulator);
});
