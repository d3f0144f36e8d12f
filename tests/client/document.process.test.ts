import * as zlib from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import ts from 'typescript';
import * as undici from 'undici';
import * as clientEntry from '../../client/index.js';
import * as mainEntry from '../../simulator/index.js';
import { providers } from '../../simulator/providers/index.js';
import { inShell } from '../readme/commands.js';
import { codeBlocksIn, missingFrom, shownIn, textOf } from '../readme/markdown.js';

const page = textOf('docs/client.md');
const samples = codeBlocksIn(page).filter(({ language }) => language === 'ts');

let simulator: mainEntry.StartedSimulator;
beforeAll(async () => {
  simulator = await mainEntry.startSimulator({ log: () => undefined });
});
afterAll(() => simulator.close());

const modules: Readonly<Record<string, object>> = {
  'meeting-understudy': mainEntry,
  'meeting-understudy/client': clientEntry,
  'node:zlib': zlib,
  undici,
};

type Program = (modules: Readonly<Record<string, object>>) => Promise<void>;

/** A sample as a program whose imports are members of its argument. */
function programOf(source: string): Program {
  const ofModules = source
    .replaceAll('http://127.0.0.1:4010', simulator.url)
    .replace(/^import (\{.*\}) from ('.*');$/gm, 'const $1 = modules[$2];');
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const program = ts.transpileModule(ofModules, { compilerOptions }).outputText.replace(/^export \{\};?$/m, '');
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text is that of the page.
  return new Function('modules', `return (async () => { ${program} })();`) as Program;
}

/** The title above each sample. */
const titles = [...page.matchAll(/^#+ (.*)$|^```ts$/gm)].flatMap(([found], index, all) =>
  found === '```ts' ? [all.slice(0, index).findLast(([, title]) => title !== undefined)?.[1] ?? ''] : [],
);

test.each(titles.map((title, index) => [title, index] as const))('the sample of "%s" runs', async (_, index) => {
  await programOf(samples[index]?.text ?? '')(modules);
});

test('all sections with a sample are there', () => {
  expect(titles).toEqual(
    expect.arrayContaining(['The client', 'The clock', 'How requests are written', 'Hooks', 'Connections', 'Lists']),
  );
  expect(titles).toHaveLength(samples.length);
});

test('a program that is not of ours signs by the clock of the simulator', async () => {
  const shown = shownIn(page);
  expect(shown).toHaveLength(1);
  for (const { command, lines } of shown) {
    const { stdout, code } = await inShell(command.replaceAll('http://127.0.0.1:4010', simulator.url), {});
    const masked = (text: string): string => text.replace(/"(meid|mepwd)":"\d+"/g, '"$1":"…"');
    expect({ code, missing: missingFrom(masked(stdout), lines.map(masked)) }).toEqual({ code: 0, missing: [] });
  }
});

test('the tables name readings that there are', () => {
  const named = [...page.matchAll(/^\| ((?:`\w+`(?:, )?)+)(?: …)? \|/gm)].flatMap(([, names = '']) =>
    [...names.matchAll(/\w+/g)].map(([name]) => name),
  );
  const known = providers.flatMap(({ readings }) => Object.keys(readings));
  expect(named.length).toBeGreaterThan(20);
  const members = ['operation', 'request', 'mayHaveHappened', 'isRetryable', 'diagnosis', 'cause'];
  const errors = Object.keys(clientEntry).filter((name) => name.endsWith('Error'));
  expect(named.filter((name) => ![...known, ...members, ...errors].includes(name))).toEqual([]);
});
