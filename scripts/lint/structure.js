// `npm run lint` after eslint and prettier: import rules (.dependency-cruiser.js), dead code (knip.jsonc), names of types and functions, small files.
// With --shrink, entries of the recorded lists that no longer apply are removed first; nothing is ever added to one.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { format } from 'prettier';
import { complaints, counted, shrunk } from './known.js';
import { participles } from './function-names.js';
import { smallFiles } from './small-files.js';
import { doublyDeclared } from './type-names.js';

const top = fileURLToPath(new URL('../..', import.meta.url));
const cruisedFolders = ['simulator', 'contracts', 'client', 'tests', 'bench', 'scripts'];

/** The JSON output of a tool of node_modules. */
async function jsonOf(script, ...args) {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [`${top}node_modules/${script}`, ...args], {
    cwd: top,
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(stdout);
}

/** Of circles (lists of files), the shortest for each import that closes one: a single import can close dozens. */
function shortest(circles) {
  const reported = new Set();
  return circles
    .toSorted((one, other) => one.length - other.length)
    .filter((files) => {
      const imports = files.map((file, index) => `${file} -> ${files[(index + 1) % files.length]}`);
      const isNew = !imports.some((each) => reported.has(each));
      if (isNew) for (const each of imports) reported.add(each);
      return isNew;
    });
}

/** A line for each import that breaks a rule, with what to do about it. */
async function importRules() {
  const { default: rules } = await import('../../.dependency-cruiser.js');
  const advice = new Map(rules.forbidden.map(({ name, comment }) => [name, comment]));
  const violations = await jsonOf(
    'dependency-cruiser/bin/dependency-cruise.mjs',
    ...cruisedFolders,
    ...['--config', '.dependency-cruiser.js', '--output-type', 'baseline'],
  );
  const circles = violations.filter(({ cycle }) => cycle !== undefined);
  const others = violations.filter(({ cycle }) => cycle === undefined);
  return [
    ...shortest(circles.map(({ cycle }) => cycle.map(({ name }) => name))).map(
      (files) => `${[...files, files[0]].join(' -> ')}: ${advice.get('import circle')}`,
    ),
    ...others.map(({ from, to, rule }) => `${from} -> ${to}: ${advice.get(rule.name)}`),
  ];
}

/** Everything that knip finds, as `export simulator/core/json.ts: pointerTo`. */
async function deadCode() {
  const { issues } = await jsonOf('knip/bin/knip.js', '--reporter', 'json', '--no-exit-code', '--no-progress');
  return issues.flatMap(({ file, ...kinds }) =>
    Object.entries(kinds).flatMap(([kind, found]) => found.map(({ name }) => `${kind} ${file}: ${name}`)),
  );
}

const listFile = (name) => `scripts/lint/known-${name}.json`;

function readList(file) {
  const { entries } = JSON.parse(readFileSync(`${top}${file}`, 'utf8'));
  return Array.isArray(entries) ? counted(entries) : new Map(Object.entries(entries));
}

async function shrinkList(file, found) {
  const { comment, entries } = JSON.parse(readFileSync(`${top}${file}`, 'utf8'));
  const left = shrunk(readList(file), found);
  const written = { comment, entries: Array.isArray(entries) ? [...left.keys()] : Object.fromEntries(left) };
  writeFileSync(`${top}${file}`, await format(JSON.stringify(written), { parser: 'json', printWidth: 120 }));
}

const [broken, dead] = await Promise.all([importRules(), deadCode()]);
const typeNames = doublyDeclared(top);
const lists = [
  {
    file: listFile('dead-code'),
    found: counted(dead),
    advice:
      'unused; remove it, or the word "export" if only its own file needs it (knip.jsonc lists the entry points).',
  },
  {
    file: listFile('type-names'),
    found: new Map(Array.from(typeNames, ([name, files]) => [name, files.length])),
    places: typeNames,
    advice:
      'more than one file declares a type of this name; import the existing one, or give the other a more specific name.',
  },
];
/** What no list excuses. */
const others = [
  ...participles(top).map(
    (name) => `${name}: a participle does not say whether the function acts or computes; use a verb phrase or a noun.`,
  ),
  ...smallFiles(top).map(
    (file) =>
      `${file}: it has fewer than 45 lines, one importer beside it and no test of its own; move it into that importer.`,
  ),
];

if (process.argv.includes('--shrink')) for (const { file, found } of lists) await shrinkList(file, found);

const lines = [...broken, ...others, ...lists.flatMap((list) => complaints({ known: readList(list.file), ...list }))];
for (const line of lines) console.error(line);
if (lines.length > 0) process.exitCode = 1;
