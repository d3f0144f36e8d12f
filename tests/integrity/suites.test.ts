import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const top = fileURLToPath(new URL('../..', import.meta.url));
const tests = readdirSync(join(top, 'tests'), { recursive: true, encoding: 'utf8' })
  .map((file) => `tests/${file.replaceAll('\\', '/')}`)
  .filter((file) => file.endsWith('.test.ts'));

/** What a test needs beyond node itself, by which it belongs to a suite. */
type Need = 'browser' | 'process';

const browserHelper = 'tests/support/browser.ts';

/** What a file imports: packages, and files of `tests/` from the top of the tree. */
function importsOf(file: string): readonly string[] {
  const source = readFileSync(join(top, file), 'utf8');
  const names = [...source.matchAll(/(?:from|import|import\()\s*'([^']+)'/g)].map(([, name = '']) => name);
  return names.map((name) => (name.startsWith('.') ? join(dirname(file), name).replace(/\.js$/, '.ts') : name));
}

/** What a file of `tests/` imports, itself or through other files of `tests/`. */
function reachedFrom(file: string): ReadonlySet<string> {
  const reached = new Set([file]);
  // What is added on the way is visited too. The browser's helper spawns a process for its own ends.
  for (const each of reached) {
    const isOurs = each.startsWith('tests/') && each.endsWith('.ts') && each !== browserHelper;
    if (isOurs && existsSync(join(top, each))) importsOf(each).forEach((name) => reached.add(name));
  }
  return reached;
}

function needsOf(file: string): readonly Need[] {
  const reached = reachedFrom(file);
  return [
    ...(reached.has(browserHelper) || reached.has('playwright-core') ? ['browser' as const] : []),
    ...(reached.has('node:child_process') ? ['process' as const] : []),
  ];
}

const isNamedFor = (file: string, need: Need): boolean =>
  file.endsWith(`.${need}.test.ts`) || file.endsWith('.full.test.ts');

const misnamed = (need: Need): readonly string[] =>
  tests.filter((file) => needsOf(file).includes(need) && !isNamedFor(file, need)).sort();

describe('the name of a test file', () => {
  test('says that the file spawns processes: *.process.test.ts, or *.full.test.ts', () => {
    expect(misnamed('process')).toEqual([]);
  });

  test('says that the file needs a browser: *.browser.test.ts, or *.full.test.ts', () => {
    expect(misnamed('browser')).toEqual([]);
  });

  test('is looked at with all that the file imports', () => {
    expect(needsOf('tests/support/chromium.browser.test.ts')).toEqual(['browser']);
    expect(needsOf('tests/integrity/suites.full.test.ts')).toEqual(['process']);
    expect(needsOf('tests/integrity/suites.test.ts')).toEqual([]);
  });
});

type Counts = ReadonlyMap<string, number>;
interface Known {
  readonly complaints: (list: {
    readonly file: string;
    readonly known: Counts;
    readonly found: Counts;
    readonly advice: string;
    readonly places?: ReadonlyMap<string, readonly string[]>;
  }) => readonly string[];
  readonly shrunk: (known: Counts, found: Counts) => Counts;
}
interface TypeNames {
  readonly typeNamesIn: (text: string) => readonly string[];
}

const scripts = fileURLToPath(new URL('../../scripts/lint/', import.meta.url));
const { complaints, shrunk } = (await import(`${scripts}known.js`)) as Known;
const { typeNamesIn } = (await import(`${scripts}type-names.js`)) as TypeNames;

const about = (known: Readonly<Record<string, number>>, found: Readonly<Record<string, number>>): readonly string[] =>
  complaints({
    file: 'known.json',
    known: new Map(Object.entries(known)),
    found: new Map(Object.entries(found)),
    advice: 'do this.',
  });

describe('a list of known problems', () => {
  test('says nothing where exactly what it records is found', () => {
    expect(about({ one: 1, two: 2 }, { two: 2, one: 1 })).toEqual([]);
  });

  test('names what it does not record, with the advice', () => {
    expect(about({}, { new: 1 })).toEqual(['new: do this.']);
  });

  test('does not excuse more than it records', () => {
    expect(about({ two: 2 }, { two: 3 })).toEqual(['two (3 times): do this.']);
  });

  test('says in which files it is, where that is known', () => {
    const found = new Map([['Two', 2]]);
    const places = new Map([['Two', ['one.ts', 'other.ts']]]);
    expect(complaints({ file: 'known.json', known: new Map(), found, advice: 'do this.', places })).toEqual([
      'Two (one.ts, other.ts): do this.',
    ]);
  });

  test('asks for the removal of an entry that no longer applies', () => {
    expect(about({ gone: 1 }, {})).toEqual([
      'known.json: remove "gone", which no longer applies; "npm run lint:shrink" does it.',
    ]);
  });

  test('asks for a lower count where less is found', () => {
    expect(about({ three: 3 }, { three: 2 })).toEqual([
      'known.json: lower "three" to 2; "npm run lint:shrink" does it.',
    ]);
  });

  test('only ever shrinks', () => {
    const known = new Map(Object.entries({ gone: 1, fewer: 3, same: 2, more: 2 }));
    const found = new Map(Object.entries({ fewer: 2, same: 2, more: 5, new: 1 }));
    expect([...shrunk(known, found)]).toEqual([
      ['fewer', 2],
      ['same', 2],
      ['more', 2],
    ]);
  });
});

test('type names are read from declarations at the top of a file, exported or not', () => {
  const text = `
    export interface One {}
    type Two = One;
    export class Three {}
    const four = () => { type Four = 4; };
    // type Five = 5;
    export type { Six } from './six.js';
    export const seven = 'interface Seven {}';
  `;
  expect(typeNamesIn(text)).toEqual(['One', 'Two', 'Three']);
});
