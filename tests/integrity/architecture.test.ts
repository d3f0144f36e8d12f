import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const top = fileURLToPath(new URL('../..', import.meta.url));

const sources = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], { cwd: top })
  .toString()
  .split('\n')
  .filter((file) => /^(simulator|contracts|client)\//.test(file));

/** Which part of the house a file is in; the first that fits. */
const parts = [
  ['suite', /^contracts\/suite\//],
  ['recording', /^contracts\/recording\//],
  ['validation', /^contracts\/validation\//],
  ['drift', /^contracts\/drift\//],
  ['contracts', /^contracts\//],
  ['fixtures', /^fixtures\//],
  ['client/core', /^client\/core\//],
  ['client/providers', /^client\/(providers\/|index)/],
  ['core', /^simulator\/core\//],
  ['control', /^simulator\/http\/control\//],
  ['http', /^simulator\/http\//],
  ['platform', /^simulator\/platform\//],
  ['world generator', /^simulator\/world-generator\//],
  ['registry', /^simulator\/providers\/index/],
  ['provider', /^simulator\/providers\//],
  ['ledger', /^simulator\/ledger\//],
  ['atlas', /^simulator\/atlas\//],
  ['mutants', /^simulator\/mutants\//],
  ['lab', /^simulator\/lab\//],
  ['command line', /^simulator\/cli/],
  ['suite target', /^simulator\/suite-target/],
  ['the public door', /^simulator\/index/],
] as const;

/** Who may import whom (DESIGN, the tree). A part may always import itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  contracts: [],
  suite: ['contracts', 'fixtures', 'client/providers'],
  recording: ['suite', 'contracts', 'client/providers'],
  validation: ['suite', 'recording', 'contracts'],
  drift: ['suite', 'recording', 'validation', 'contracts'],
  'client/core': ['contracts'],
  'client/providers': ['client/core', 'contracts'],
  core: [],
  platform: ['core'],
  provider: ['core', 'contracts', 'fixtures', 'world generator'],
  'world generator': ['core', 'fixtures'],
  registry: ['core', 'provider'],
  http: ['core'],
  ledger: ['suite', 'validation', 'fixtures', 'core', 'registry'],
  atlas: ['core', 'ledger'],
  control: ['core', 'http', 'ledger'],
  'suite target': ['suite', 'core', 'http', 'platform', 'the public door'],
  mutants: ['core', 'suite', 'suite target', 'the public door'],
  lab: ['core', 'suite', 'http', 'platform', 'the public door'],
  'the public door': ['core', 'http', 'control', 'platform', 'registry'],
  'command line': [
    'contracts',
    'recording',
    'suite target',
    'core',
    'http',
    'control',
    'platform',
    'registry',
    'ledger',
    'atlas',
    'world generator',
    'mutants',
    'lab',
    'suite',
    'the public door',
    'validation',
    'drift',
  ],
};

/** Packages and node modules, by the part that may use them; nobody else may. */
const packagesOf: Readonly<Record<string, RegExp>> = {
  contracts: /^node:crypto$/,
  core: /^(fastest-levenshtein|tinyqueue)$/,
  suite: /^diff$/,
  recording: /^(nock|node:crypto)$/,
  validation: /^node:crypto$/,
  drift: /^diff$/,
  http: /^(express|node:(http|https|dns|net|events|stream|crypto))$/,
  control: /^(express|node:(http|net|crypto|util))$/,
  'world generator': /^(@faker-js\/faker\/locale\/zh_CN|node:crypto)$/,
  platform: /^(ajv\/|node:)/,
  'command line': /^(commander|yaml|node:(child_process|crypto|fs\/promises|path|timers\/promises))$/,
};

/** What is imported when a file is loaded: neither types nor what is imported later. */
const staticImport = /^(?:import|export) (?!type )[^;]*?from '([^']+)'/gm;

const partOf = (file: string): string => parts.find(([, shape]) => shape.test(file))?.[0] ?? 'nowhere';

const imports = sources.flatMap((file) =>
  ts.preProcessFile(readFileSync(join(top, file), 'utf8'), true, true).importedFiles.map(({ fileName }) => ({
    file,
    imported: fileName.startsWith('.') ? normalize(join(dirname(file), fileName)) : fileName,
    isOurs: fileName.startsWith('.'),
  })),
);

describe('the house', () => {
  test('has no file outside its parts', () => {
    expect(sources.filter((file) => partOf(file) === 'nowhere')).toEqual([]);
  });

  test('lets nobody import against the table', () => {
    const against = imports
      .filter(({ isOurs }) => isOurs)
      .filter(({ file, imported }) => {
        const [from, to] = [partOf(file), partOf(imported)];
        return from !== to && !(mayImport[from] ?? []).includes(to);
      });
    expect(against.map(({ file, imported }) => `${file} -> ${imported}`)).toEqual([]);
  });

  test('lets no provider import another', () => {
    const folder = (file: string): string | undefined => /^simulator\/providers\/([^/]+)\//.exec(file)?.[1];
    const across = imports.filter(({ file, imported }) => {
      const [from, to] = [folder(file), folder(imported)];
      return from !== undefined && to !== undefined && from !== to;
    });
    expect(across).toEqual([]);
  });

  test('keeps packages where they belong, express to the http folder above all', () => {
    const astray = imports
      .filter(({ isOurs }) => !isOurs)
      .filter(({ file, imported }) => !(packagesOf[partOf(file)]?.test(imported) ?? false));
    expect(astray.map(({ file, imported }) => `${file} -> ${imported}`)).toEqual([]);
  });

  test('loads faker for a generated world alone', () => {
    const statically = (file: string): readonly string[] =>
      [...readFileSync(join(top, file), 'utf8').matchAll(staticImport)]
        .map(([, imported = '']) => (imported.startsWith('.') ? normalize(join(dirname(file), imported)) : imported))
        .map((imported) => imported.replace(/\.js$/, '.ts'));
    const loaded = new Set(['simulator/cli.ts', 'simulator/index.ts', 'simulator/cli/world.ts']);
    for (const file of loaded) {
      if (file.endsWith('.ts')) for (const each of statically(file)) loaded.add(each);
    }
    expect(loaded).toContain('simulator/providers/ytx/world.ts');
    const ofTheGenerator = /^@faker-js|^simulator\/world-generator\/|generated-world/;
    expect([...loaded].filter((each) => ofTheGenerator.test(each))).toEqual([]);
  });

  test('has no file over 150 lines of code', () => {
    const linesOf = (file: string): number =>
      readFileSync(join(top, file), 'utf8')
        .split('\n')
        .filter((line) => !/^\s*(\/\/|\*|\/\*|$)/.test(line)).length;
    expect(sources.filter((file) => !file.endsWith('generated.ts') && linesOf(file) > 150)).toEqual([]);
  });

  test('gives every provider a folder of the same shape', () => {
    const folders = new Set(sources.map((file) => /^simulator\/providers\/([^/]+)\//.exec(file)?.[1]));
    folders.delete(undefined);
    const agreed = ['index', 'vocabulary', 'readings', 'world', 'admission', 'envelope'];
    for (const folder of folders) {
      for (const file of agreed) expect(sources).toContain(`simulator/providers/${folder ?? ''}/${file}.ts`);
    }
  });
});
