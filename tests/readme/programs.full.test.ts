import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { type Ended, folderWith, serve, tidyUp, top } from '../support/cli.js';
import { runProcess } from '../support/process.js';
import { codeBlocksIn, textOf } from './markdown.js';

afterEach(tidyUp);

test('the pages show programs that compile against what is built, and run', async () => {
  const { url } = await serve();
  const pages = ['README.md', 'docs/client.md'].map(textOf);
  const programs = pages.flatMap(codeBlocksIn).filter(({ language }) => language === 'ts');
  expect(programs.length).toBeGreaterThan(1);
  const texts = programs.map(({ text }) => text.replaceAll('http://127.0.0.1:4010', url).replace(remark, inItsPlace));
  const { compiled, ran } = await compiledAndRun(texts);
  expect(compiled).toEqual(quiet);
  for (const each of ran) expect(each).toEqual(quiet);
  expect(ran).toHaveLength(texts.length);
});

/** A remark in an example, and what its reader would do in its place. */
const remark = /^\/\/ ….*\n/m;
const inItsPlace = [
  'const reply: Response = await fetch(`${url}/sandbox.ytx.net`);',
  'if (reply.status !== 501) throw new Error(String(reply.status));',
  'await reply.text();',
  '',
].join('\n');

const quiet: Ended = { code: 0, stdout: '', stderr: '' };

/** Compiles programs as a user of the built package would, without any leniency, and runs each where all compile. */
async function compiledAndRun(
  programs: readonly string[],
): Promise<{ readonly compiled: Ended; readonly ran: readonly Ended[] }> {
  const files = programs.map((text, index) => [`example-${index}.ts`, text] as const);
  const cwd = folderWith({ 'package.json': '{"type":"module"}', ...Object.fromEntries(files) });
  mkdirSync(join(cwd, 'node_modules'));
  symlinkSync(top, join(cwd, 'node_modules', 'meeting-understudy'));
  symlinkSync(`${top}node_modules/undici`, join(cwd, 'node_modules', 'undici'));
  const compilerOptions = { noEmit: false, typeRoots: [`${top}node_modules/@types`], skipLibCheck: false };
  const include = files.map(([name]) => name);
  const tsconfig = { extends: `${top}tsconfig.json`, compilerOptions, include, exclude: [] };
  writeFileSync(join(cwd, 'tsconfig.json'), JSON.stringify(tsconfig));
  const tsc = join(top, 'node_modules/typescript/bin/tsc');
  const compiled = await runProcess([process.execPath, tsc, '-p', '.'], { cwd });
  if (compiled.code !== 0) return { compiled, ran: [] };
  const running = include.map((name) => runProcess([process.execPath, name.replace(/ts$/, 'js')], { cwd }));
  return { compiled, ran: await Promise.all(running) };
}
