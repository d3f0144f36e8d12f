import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../../', import.meta.url));
/** Files that list the words in order to find them. */
const lists =
  /^(?:tests\/integrity\/(?:words\.plan|lint)\.test\.ts|tests\/control\/openapi-examples\.plan\.test\.ts|scripts\/lint\/function-names\.js)$/;

/** The files below a folder, from the top of the tree. */
const filesIn = (folder: string): readonly string[] =>
  readdirSync(`${top}${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath.slice(top.length)}/${name}`);

const folders = ['bench', 'client', 'contracts', 'docs', 'fixtures', 'scripts', 'simulator', 'tests'];
const files = [...['README.md', 'README.zh-CN.md', 'package.json', '.ci/run'], ...folders.flatMap(filesIn)].filter(
  (file) =>
    /\.(?:[cm]?[jt]s|json|yaml|md|tmpl|txt)$|\/run$/.test(file) &&
    !/node_modules|package-lock/.test(file) &&
    !lists.test(file),
);

const textOf = (file: string): string => readFileSync(`${top}${file}`, 'utf8');

/** The lines of all files in which a pattern is found, as `file:line: text`. */
const linesWith = (pattern: RegExp): readonly string[] =>
  files.flatMap((file) =>
    textOf(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
  );

/** Words of a dialect that the project once had, with the plain word. */
const replaced: Readonly<Record<string, string>> = {
  'told|tell|tells|telling': 'send, report or name',
  'whoever|nobody|somebody|anybody|whatever|whichever': 'the thing itself',
  otherwise: 'else, or a sentence of its own',
  'of late': 'recently',
  'befall|befalls': 'apply',
  'courier|couriers|(?<!@)parcels?': 'transport, webhook request',
  weather: 'faults',
  'unless given': 'default: X',
  'says no|say no': 'reject',
  'ledger|atlas|penniless': 'checks report, error catalogue, no-balance',
  'telltale|switchboard|happening|happenings': 'event source, scenario registry, effect',
  'second opinion|front door|public door|born-express': 'reference implementation, server, public API',
};

describe('plain words', () => {
  test.each(Object.entries(replaced))('no file says "%s" (say: %s)', (words) => {
    expect(linesWith(new RegExp(`\\b(?:${words})\\b`, 'i'))).toEqual([]);
  });

  test('no identifier is made of them', () => {
    expect(
      linesWith(/\b(?:[a-z]\w*)?(?:Told|Telling|Courier|Parcel|Weather|Befall|Switchboard|Ledger|Atlas)[A-Z]?\w*/),
    ).toEqual([]);
  });
});

describe('the glossary in docs/architecture.md', () => {
  const rows = (/## Glossary\n\n([\s\S]*?)\n\n/.exec(textOf('docs/architecture.md'))?.[1] ?? '').split('\n').slice(2);
  const terms = rows.flatMap((row) => (row.split('|')[1] ?? '').split(',').map((term) => term.trim()));
  const documents = files
    .filter((file) => /^(?:README\.md|docs\/(?!architecture).*\.md)$/.test(file))
    .map(textOf)
    .join('\n');

  test('has at most 20 entries', () => {
    expect([rows.length, rows.length <= 20]).toEqual([rows.length, true]);
  });

  test.each(terms)('defines "%s", which the documents use', (term) => {
    expect(documents).toMatch(new RegExp(`\\b${term}`, 'i'));
  });

  // Words that have a meaning of their own here; the rest of the documents is standard English of the trade.
  test.each([
    ...[
      'provider',
      'operation',
      'check',
      'refusal',
      'reading',
      'evidence',
      'confidence',
      'space',
      'world',
      'cast',
      'role',
    ],
    ...['clock', 'exchange', 'journal', 'scenario', 'fault', 'callback', 'outbox', 'sink', 'contract case', 'target'],
    ...['diagnosis', 'mistake', 'mutant', 'drift', 'request', 'reply', 'event', 'delivery', 'source'],
  ])('defines %s', (term) => {
    expect(terms).toContain(term);
  });
});
