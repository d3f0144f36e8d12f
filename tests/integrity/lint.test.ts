import { describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

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
const { participlesIn } = (await import(`${scripts}function-names.js`)) as {
  readonly participlesIn: (text: string) => readonly string[];
};
const { smallFiles } = (await import(`${scripts}small-files.js`)) as {
  readonly smallFiles: (top: string) => readonly string[];
};

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

describe('functions named by a participle', () => {
  test.each([
    ['function told() {}', ['told']],
    ['const movedIn = () => 1;', ['movedIn']],
    ['const formTaken = () => 1;', ['formTaken']],
    ['interface Ports { readonly queued: () => number; sent(): number }', ['queued', 'sent']],
    ['const outer = () => { const padded = () => 1; };', ['padded']],
  ])('are found in %j', (text, names) => {
    expect(participlesIn(text)).toEqual(names);
  });

  test.each([
    'const isSigned = () => true;',
    'function readBody() {}',
    'const buildUnsigned = () => 1;',
    'const seed = () => 1;',
    'const keptEntries = () => [];',
    'const told = 1;',
  ])('do not include %j', (text) => {
    expect(participlesIn(text)).toEqual([]);
  });
});

test('a small file belongs into its only importer beside it, unless a test imports it', () => {
  const top = mkdtempSync(join(tmpdir(), 'understudy-lint-'));
  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(top, file)), { recursive: true });
      writeFileSync(join(top, file), text);
    }
  };
  write({
    'contracts/json.ts': '',
    'client/index.ts': `import './small.js'; import './tested.js'; import './long.js'; void import('./late.js');`,
    'client/small.ts': 'export const one = 1;\n',
    'client/tested.ts': 'export const one = 1;\n',
    'client/late.ts': 'export const one = 1;\n',
    'client/long.ts': 'export {};\n'.repeat(45),
    'simulator/core/a.ts': `import '../../client/small-elsewhere.js';`,
    'client/small-elsewhere.ts': '',
    'tests/tested.test.ts': `import '../client/tested.js';`,
  });
  expect(smallFiles(top)).toEqual(['client/small.ts (imported by client/index.ts)']);
});
