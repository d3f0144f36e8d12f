import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { folderWith, tidyUp, top } from '../support/cli.js';
import { endProcesses, runProcess, startProcess } from '../support/process.js';

const options = {
  compilerOptions: {
    target: 'es2023',
    lib: ['es2023'],
    module: 'node20',
    types: [],
    resolveJsonModule: true,
    skipLibCheck: true,
    rootDir: '.',
    outDir: 'dist',
    declaration: true,
    sourceMap: true,
  },
  include: ['simulator', 'contracts', 'client'],
};

const cli = `import data from '../contracts/data.json' with { type: 'json' };
import { other } from './other.js';
export const said = \`\${data.word} \${other}\`;
`;

/** A tree as small as one can be that is built like this package. */
function smallTree(): string {
  const manifest = {
    type: 'module',
    bin: { tiny: 'dist/simulator/cli.js' },
    exports: { '.': { import: './dist/simulator/other.mjs', default: './dist/simulator/other.js' } },
  };
  const json = { 'package.json': manifest, 'package-lock.json': {}, 'tsconfig.json': {} };
  const tree = folderWith(
    Object.fromEntries(
      Object.entries({ ...json, 'tsconfig.build.json': options }).map(([name, value]) => [name, JSON.stringify(value)]),
    ),
  );
  for (const folder of ['simulator', 'contracts']) mkdirSync(join(tree, folder));
  symlinkSync(join(top, 'node_modules'), join(tree, 'node_modules'));
  return tree;
}

let tree: string;
const path = (file: string): string => join(tree, file);
const write = (file: string, text: string): void => {
  writeFileSync(path(file), text);
};

const buildCommand = () => {
  const program = `import { build } from '${top}scripts/building.js'; process.exitCode = await build(process.argv[1]);`;
  return [process.execPath, '--input-type=module', '--eval', program, tree];
};

/** Builds the tree in a process of its own; gives its exit code, and what the compiler said. */
const build = () => runProcess(buildCommand());

/** The folders in which a build has its compiler write. */
const workFolders = () => readdirSync(path('.dist')).filter((name) => name.startsWith('build-'));

/** What the built program exports. */
const said = async (): Promise<string> => {
  const program = `const { said } = await import(process.argv[1]); process.stdout.write(said);`;
  const { stdout } = await runProcess([
    process.execPath,
    '--input-type=module',
    '--eval',
    program,
    path('dist/simulator/cli.js'),
  ]);
  return stdout;
};

beforeAll(async () => {
  tree = smallTree();
  write('simulator/cli.ts', cli);
  write('simulator/other.ts', `export const other = 'one';\n`);
  write('contracts/data.json', '{"word":"first"}');
  // Two that begin at once do not break each other: one builds, and the other waits and finds it done.
  const both = await Promise.all([build(), build()]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
});
beforeEach(async () => {
  expect((await build()).code).toBe(0);
});
afterAll(endProcesses);
afterAll(tidyUp);

describe('the build', () => {
  test('leaves a program that can be started, with types and maps that lead to the sources', async () => {
    expect(await said()).toBe('first one');
    expect(statSync(path('dist/simulator/cli.js')).mode & 0o111).toBe(0o111);
    expect(existsSync(path('dist/simulator/other.d.ts'))).toBe(true);
    expect(readFileSync(path('dist/simulator/other.mjs'), 'utf8')).toContain('{ other }');
    const { sources } = JSON.parse(readFileSync(path('dist/simulator/cli.js.map'), 'utf8')) as { sources: string[] };
    expect(sources).toContain('../../simulator/cli.ts');
  });

  test('writes nothing without a change, though a file was saved as it was', async () => {
    const before = statSync(path('dist/simulator/cli.js')).mtimeMs;
    write('simulator/cli.ts', cli);
    expect((await build()).code).toBe(0);
    expect(statSync(path('dist/simulator/cli.js')).mtimeMs).toBe(before);
  });

  test('takes over what was edited, in code and in data', async () => {
    write('simulator/other.ts', `export const other = 'two';\n`);
    write('contracts/data.json', '{"word":"second"}');
    await build();
    expect(await said()).toBe('second two');
  });

  test('takes away what a deleted source has left', async () => {
    const left = ['gone.js', 'gone.js.map'].map((file) => path(`dist/chunks/${file}`));
    write('simulator/gone.ts', 'export const gone = 1;\n');
    write('simulator/cli.ts', `${cli}export const lazy = () => import('./gone.js');\n`);
    await build();
    expect(left.map((file) => existsSync(file))).toEqual([true, true]);
    rmSync(path('simulator/gone.ts'));
    write('simulator/cli.ts', cli);
    await build();
    expect(left.map((file) => existsSync(file))).toEqual([false, false]);
    expect(existsSync(path('.dist/last/simulator/gone.d.ts'))).toBe(false);
  });

  test('leaves nothing to run where a source cannot be bundled', async () => {
    write('simulator/cli.ts', `import './missing.js';\n${cli}`);
    const { code, stderr } = await build();
    expect(code).not.toBe(0);
    expect(stderr).toContain('missing.js');
    expect(existsSync(path('dist'))).toBe(false);
    write('simulator/cli.ts', cli);
  });

  test('makes good what was deleted or changed among its outputs', async () => {
    const before = await said();
    rmSync(path('dist/simulator/other.d.ts'));
    await build();
    expect(existsSync(path('dist/simulator/other.d.ts'))).toBe(true);
    write('dist/simulator/other.js', `export const other = 'forged';\n`);
    await build();
    expect(await said()).toBe(before);
  });

  test('reports a type error on every run, and still writes the output', async () => {
    const before = readFileSync(path('simulator/other.ts'));
    write('simulator/other.ts', `export const other: number = 'three';\n`);
    for (const { code, stdout } of [await build(), await build()]) {
      expect(code).not.toBe(0);
      expect(stdout).toContain('simulator/other.ts');
    }
    expect(await said()).toMatch(/three$/);
    writeFileSync(path('simulator/other.ts'), before);
  });

  test('takes over from a build that was ended before its end', async () => {
    write('.dist/lock', '999999999');
    write('simulator/other.ts', `export const other = 'four';\n`);
    expect((await build()).code).toBe(0);
    expect(await said()).toMatch(/four$/);
  });

  test('keeps nothing of a build that was killed, and waits for none of it', async () => {
    write('.dist/client', 'left by a build of another version');
    write('simulator/other.ts', `export const other = 'killed';\n`);
    const killed = startProcess(buildCommand());
    while (workFolders().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    write('simulator/other.ts', `export const other = 'five';\n`);
    // The compiler of the killed build may still be at work; it writes elsewhere.
    expect((await build()).code).toBe(0);
    expect(await said()).toMatch(/five$/);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(await said()).toMatch(/five$/);
    write('simulator/other.ts', `export const other = 'six';\n`);
    await build();
    expect(workFolders()).toEqual([]);
    expect(existsSync(path('.dist/client'))).toBe(false);
  });
});
