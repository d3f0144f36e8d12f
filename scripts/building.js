// Keeps dist/ as the sources would give it today: nothing missing, nothing stale, nothing of a source that is gone.
// What is known of the last build stands in .dist/. There each build has a folder of its own, in which tsc writes before
// its files go to those of the last build: the compiler of a build that was killed may run on, and must not write into
// those of the next.
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { locked } from './build-lock.js';
import { entriesIn } from './building/entries.js';
import { filesIn, marksIn, replaceFiles } from './building/files.js';

const here = fileURLToPath(new URL('..', import.meta.url));
const folders = ['simulator', 'contracts', 'client', 'fixtures'];
/** What else decides the output: options, entries, and the versions of the compiler and of what is bundled. */
const settings = ['tsconfig.json', 'tsconfig.build.json', 'package.json', 'package-lock.json'];
/** The build itself: what another version of it left is of no use. */
const builderFiles = ['scripts/building.js', ...filesIn(here, 'scripts/building')].map((file) => [
  file,
  join(here, file),
]);

/**
 * Builds what has changed since the last build; without a change it only looks. The exit code is the compiler's: with an
 * error of types everything is written all the same; with one that leaves no program, nothing. Several may be called at
 * once, in one process or in many.
 */
export async function build(top = here) {
  return locked(join(top, '.dist/lock'), () => {
    const tree = treeAt(top);
    const before = stampIn(tree);
    const marks = marksIn(tree.dist);
    const isOurs = isDeepStrictEqual([before.outputs, before.builders], [marks, digestOf(builderFiles)]);
    if (Object.keys(marks).length === 0 || !isOurs) forget(tree);
    else if (before.status === 0 && before.sources === digestOf(inputsOf(tree))) return 0;
    return make(tree);
  });
}

const treeAt = (top) => ({
  top,
  dist: join(top, 'dist'),
  work: join(top, '.dist'),
  /** The declarations of the last build. As deep as the folder of a build, so that its paths lead to the same files. */
  last: join(top, '.dist/last'),
  stamp: join(top, '.dist/stamp.json'),
});

/** What the last build was made from, the files it left and the compiler's exit code. */
function stampIn({ stamp }) {
  try {
    return JSON.parse(readFileSync(stamp, 'utf8'));
  } catch {
    return { outputs: {} };
  }
}

/** Forgets the last build, so that the next one writes every file. */
function forget({ dist, last }) {
  rmSync(dist, { recursive: true, force: true });
  rmSync(last, { recursive: true, force: true });
}

async function make(tree) {
  removeAbandoned(tree);
  const folder = join(tree.work, `build-${randomUUID()}`);
  mkdirSync(folder);
  mkdirSync(tree.last, { recursive: true });
  try {
    return await makeIn(folder, tree);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeIn(folder, tree) {
  const { top, dist, last, stamp } = tree;
  // Read first: what is edited while the compiler runs makes the next build.
  const sources = digestOf(inputsOf(tree));
  rmSync(stamp, { force: true });
  const entries = entriesIn(top);
  const { bundledPrograms } = await import('./building/programs.js');
  const { bundledTypes, compileTypes } = await import('./building/types.js');
  const [programs, { status, areWhole }] = await Promise.all([
    bundledPrograms(top, entries).catch(report),
    compileTypes(top, { folder, last }),
  ]);
  const types = areWhole ? await bundledTypes(last, entries).catch(report) : undefined;
  if (programs === undefined || types === undefined) {
    forget(tree);
    return status === 0 ? 1 : status;
  }
  const executable = entries.programs.map((stem) => `${stem}.js`);
  replaceFiles(dist, new Map([...programs, ...types]), { draft: folder, executable });
  writeFileSync(stamp, JSON.stringify({ sources, builders: digestOf(builderFiles), outputs: marksIn(dist), status }));
  return status;
}

function report(error) {
  process.stderr.write(`${error.message}\n`);
}

/** Removes what builds have left that were killed. A compiler that runs on may keep some of it until the build after. */
function removeAbandoned({ work, last, stamp }) {
  for (const name of readdirSync(work)) {
    const path = join(work, name);
    if (name.startsWith('lock') || [last, stamp].includes(path)) continue;
    try {
      rmSync(path, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== 'ENOTEMPTY') throw error;
    }
  }
}

/** The names and paths of all files that decide the output. */
function inputsOf({ top }) {
  const compiled = folders.flatMap((folder) => filesIn(top, folder)).filter((file) => /\.(ts|json)$/.test(file));
  return [...[...settings, ...compiled].map((file) => [file, join(top, file)]), ...builderFiles];
}

/** A digest of the names and contents of files. */
function digestOf(files) {
  const hash = createHash('sha256');
  for (const [file, path] of files) hash.update(`${file}\0`).update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}
