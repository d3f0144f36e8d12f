import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Ended, folderWith, tidyUp, top, understudy } from '../support/cli.js';
import { runProcess } from '../support/process.js';
import { linksIn, textOf } from '../readme/markdown.js';
import { interceptProjects } from './intercept-projects.js';
import { projects } from './projects.js';

jest.setTimeout(300_000);

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** Frameworks and compilers; they are installed once, as they are large. */
const workshop = `${top}node_modules/.cache/understudy-packages`;
const tools = `${workshop}/node_modules`;
const npmFlags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];

let folder: string;
let tarball: string;
let packed: Packed;
let installed: Ended;

beforeAll(async () => {
  folder = folderWith({ 'package.json': '{}' });
  const made = await runProcess(['npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', folder]);
  [packed] = JSON.parse(made.stdout) as readonly [Packed];
  tarball = join(folder, packed.filename);
  // With scripts: npm warns of those that it finds.
  [installed] = await Promise.all([
    runProcess(['npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', tarball], { cwd: folder }),
    installTools(),
  ]);
  linkTools(join(folder, 'node_modules'));
});
afterAll(tidyUp);

async function installTools(): Promise<void> {
  const mark = join(tools, 'installed-from');
  const lock = textOf('tests/packages/package-lock.json');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return;
  mkdirSync(workshop, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    writeFileSync(join(workshop, file), textOf(`tests/packages/${file}`));
  const { code, stderr } = await runProcess(['npm', 'ci', '--prefix', workshop, ...npmFlags], { cwd: workshop });
  if (code !== 0) throw new Error(stderr);
  writeFileSync(mark, lock);
}

/** What the package has brought along stays as it is; the tools find their own dependencies where they are installed. */
function linkTools(modules: string): void {
  const isFolder = (name: string): boolean => statSync(join(tools, name)).isDirectory();
  const found = readdirSync(tools)
    .filter(isFolder)
    .flatMap((name) =>
      name.startsWith('@') || name === '.bin' ? readdirSync(join(tools, name)).map((each) => join(name, each)) : [name],
    );
  for (const name of found) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    if (!existsSync(join(modules, name))) symlinkSync(join(tools, name), join(modules, name));
  }
}

const local = (program: string, ...args: readonly string[]): Promise<Ended> =>
  runProcess([process.execPath, `${top}node_modules/${program}`, ...args]);

describe('the tarball', () => {
  test('is small', () => {
    expect(packed.size).toBeLessThanOrEqual(860_000);
    expect(packed.files.length).toBeLessThanOrEqual(245);
  });

  test('has no source map that leads nowhere', () => {
    expect(packed.files.filter(({ path }) => path.endsWith('.map'))).toEqual([]);
  });

  test('is installed without a warning, and starts', async () => {
    expect(installed).toMatchObject({ code: 0, stderr: '' });
    const { version } = JSON.parse(textOf('package.json')) as { readonly version: string };
    const said = await runProcess(['npx', 'understudy', '--version'], { cwd: folder });
    expect(said).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  test('makes the same worlds as its sources, without the words of faker that none of them needs', async () => {
    const args = [
      'world',
      '--generate',
      '--accounts',
      '60',
      '--enterprises',
      '20',
      '--rooms',
      '300',
      '--seed',
      'friday',
    ];
    const { stdout, code } = await runProcess(['npx', 'understudy', ...args], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout === (await understudy(args)).stdout).toBe(true);
  });

  test('satisfies publint', async () => {
    expect(await local('publint/src/cli.js', 'run', tarball, '--strict')).toMatchObject({ code: 0 });
  });

  // Vitest has ES modules only, and so has its entry.
  test('has types that fit its programs for every resolution (attw)', async () => {
    const { code, stdout } = await local(
      '@arethetypeswrong/cli/dist/index.js',
      tarball,
      '--no-emoji',
      '--exclude-entrypoints',
      'vitest',
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('No problems found') as unknown });
  });

  test.each(['README.md', 'README.zh-CN.md'])('holds what its %s leads to', (page) => {
    const files = packed.files.map(({ path }) => path);
    const dead = linksIn(textOf(page)).filter((link) => !files.some((file) => file === link || file.startsWith(link)));
    expect(dead).toEqual([]);
  });

  test('names the licence of every package that it holds', () => {
    const text = readFileSync(join(folder, 'node_modules/meeting-understudy/dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
    for (const name of ['@faker-js/faker', 'commander', 'diff', 'js-yaml', 'string-width'])
      expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });
});

describe('a project can use the package with', () => {
  test.concurrent.each(Object.entries({ ...projects, ...interceptProjects }))(
    '%s',
    async (name, { files, commands }) => {
      const cwd = join(folder, name.replaceAll(/\W+/g, '-'));
      mkdirSync(cwd);
      symlinkSync(join(folder, 'node_modules'), join(cwd, 'node_modules'));
      for (const [file, text] of Object.entries(files)) writeFileSync(join(cwd, file), text);
      for (const command of commands) {
        const ended = await runProcess(command, { cwd, env: { CI: 'true' } });
        expect({ command, ...ended }).toEqual({ command, ...ended, code: 0 });
      }
    },
  );
});
