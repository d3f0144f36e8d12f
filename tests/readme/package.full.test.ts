import { existsSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import ts from 'typescript';
import { version } from '../../simulator/platform/version.js';
import { top, understudy } from '../support/cli.js';
import { runProcess } from '../support/process.js';
import { textOf } from './markdown.js';

jest.setTimeout(60_000);

type Target = string | Readonly<Record<string, string>>;

const manifest = JSON.parse(textOf('package.json')) as {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, Target>>;
  readonly typesVersions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly dependencies: Readonly<Record<string, string>>;
};

const targets = Object.values(manifest.exports).flatMap((target) =>
  typeof target === 'string' ? [target] : Object.values(target),
);
const entries = [...Object.values(manifest.bin), ...targets.filter((target) => !target.includes('*'))];

function importsOf(file: string): readonly string[] {
  if (file.endsWith('.json') || !existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  // Without white space, TypeScript takes a regular expression for a division and loses its place.
  if (file.endsWith('.js')) return Array.from(text.matchAll(/\brequire\(["']([^"']+)["']\)/g), ([, name = '']) => name);
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

const packageOf = (imported: string): string => imported.split('/', imported.startsWith('@') ? 2 : 1).join('/');

/** The files that these lead to, and the packages that any of them imports; `suffix` picks programs or types. */
function reachedFrom(
  starts: readonly string[],
  suffix: string,
): { readonly files: ReadonlySet<string>; readonly packages: ReadonlySet<string> } {
  const files = new Set(starts);
  // A set that grows while it is walked is walked to its new end.
  for (const file of files) {
    const ours = importsOf(file).filter((imported) => imported.startsWith('.'));
    for (const imported of ours) files.add(join(dirname(file), imported.replace(/\.js$/, suffix)));
  }
  const packages = [...files]
    .flatMap(importsOf)
    .filter((imported) => !imported.startsWith('.') && !isBuiltin(imported));
  return { files, packages: new Set(packages.map(packageOf)) };
}

const builtAs = (suffix: RegExp): readonly string[] =>
  entries.filter((entry) => suffix.test(entry)).map((entry) => join(top, entry));

/** TypeScript finds them beside the programs. */
const types = Object.values(manifest.exports)
  .flatMap((target) => (typeof target === 'string' ? [] : Object.values(target)))
  .map((entry) => join(top, entry.replace(/\.(m?)js$/, '.d.$1ts')));

/** What `npm pack` would put into the package; its scripts stay out, as what they build is there. */
let packed: readonly string[];

beforeAll(async () => {
  const { stdout } = await runProcess(['npm', 'pack', '--dry-run', '--json', '--ignore-scripts']);
  const [made] = JSON.parse(stdout) as { readonly files: readonly { readonly path: string }[] }[];
  packed = made?.files.map(({ path }) => path) ?? [];
});

describe('the package', () => {
  test('has one version', async () => {
    expect(version).toBe(manifest.version);
    expect((await understudy(['--version'])).stdout).toBe(`${manifest.version}\n`);
  });

  test.each(entries)('has what it promises at %s', (entry) => {
    expect(existsSync(join(top, entry))).toBe(true);
  });

  test.each(Object.entries(manifest.bin))('has a program called %s that a shell can start', (_name, file) => {
    expect(readFileSync(join(top, file), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(statSync(join(top, file)).mode & 0o111).toBe(0o111);
  });

  test('needs its dependencies when it runs, all of them and nothing else', () => {
    const { files, packages } = reachedFrom(builtAs(/\.js$/), '.js');
    expect([...files].filter((file) => !existsSync(file))).toEqual([]);
    // Vitest is imported by an ES module.
    const needed = [...Object.keys(manifest.dependencies), '@jest/globals'];
    expect([...packages].toSorted()).toEqual(needed.toSorted());
  });

  test('offers the same to TypeScript before 4.7, which reads no exports', () => {
    const written = Object.entries(manifest.exports).flatMap(([name, target]) =>
      typeof target === 'string' || name === '.'
        ? []
        : [
            [
              name.replace('./', ''),
              [(target['default'] ?? target['import'] ?? '').replace(/(m?)js$/, 'd.$1ts')],
            ] as const,
          ],
    );
    expect(manifest.typesVersions['*']).toEqual(Object.fromEntries(written));
  });

  test('exports the same as CommonJS, as ES module and from its sources', async () => {
    // Those of a framework can only be loaded in it: tests/packages does.
    const { './jest': _jest, './vitest': _vitest, ...others } = manifest.exports;
    for (const target of Object.values(others).filter((each) => typeof each !== 'string')) {
      const of = async (file: string): Promise<readonly string[]> =>
        Object.keys((await import(`${top}${file}`)) as object).filter(
          (name) => !/^(default|module.exports)$/.test(name),
        );
      const program = target['default'] ?? '';
      const expected = await of(program.replace('dist/', '').replace(/js$/, 'ts'));
      expect(await of(program)).toEqual(expected);
      expect(await of(target['import'] ?? '')).toEqual(expected);
    }
  });

  test('has types that need no other package, but for those that add matchers to a framework', () => {
    const { files, packages } = reachedFrom(types, '.d.ts');
    expect(files.size).toBeGreaterThan(5);
    expect([...packages].toSorted()).toEqual(['expect', 'vitest']);
  });

  test('holds what its users need, and nothing of how it is made', () => {
    expect(packed).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'README.md',
        'README.zh-CN.md',
        'package.json',
        'dist/simulator/cli.js',
        'dist/simulator/index.mjs',
        'dist/simulator/index.d.ts',
        'dist/THIRD-PARTY-LICENSES.txt',
        'contracts/ytx/refusals.json',
        'contracts/ytx/common.cases.yaml',
        'contracts/ytx/create-meeting/cases.yaml',
        'contracts/ytx/checks.json',
        'contracts/ytx/readings.json',
        'contracts/ytx/create-meeting/request.schema.json',
        'simulator/providers/ytx/README.md',
      ]),
    );
    const folders = new Set(packed.filter((file) => file.includes('/')).map((file) => file.split('/')[0]));
    expect([...folders].toSorted()).toEqual(['contracts', 'dist', 'docs', 'simulator']);
    expect(packed.filter((file) => /(?<!\.d)\.ts$|\.test\.|node_modules/.test(file))).toEqual([]);
  });

  test('holds every file that its programs and types lead to', () => {
    const files = new Set(packed);
    const reached = [...reachedFrom(builtAs(/\.js$/), '.js').files, ...reachedFrom(types, '.d.ts').files].map((file) =>
      file.slice(top.length),
    );
    expect(reached.filter((file) => !files.has(file))).toEqual([]);
  });
});
