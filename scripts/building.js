// Keeps dist/ as the sources would compile today: nothing missing, nothing stale, nothing of a source that is gone.
// What is known of the last build stands in .dist/. There each build has a folder of its own, in which tsc writes before
// its files go to their places in dist/: the compiler of a build that was killed may run on, and must not write into
// those of the next.
import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { locked } from './build-lock.js';

const here = fileURLToPath(new URL('..', import.meta.url));
const folders = ['simulator', 'contracts', 'client', 'fixtures'];
/** What else decides the output: options, and the versions of the compiler and of the types. */
const settings = ['tsconfig.json', 'tsconfig.build.json', 'package.json', 'package-lock.json'];
/** The program that a shell can start. */
const program = 'simulator/cli.js';

/**
 * Builds what has changed since the last build; without a change it only looks. The exit code is the compiler's: with an
 * error of types everything is written all the same. Several may be called at once, in one process or in many.
 */
export async function build(top = here) {
  return locked(join(top, '.dist/lock'), () => {
    const tree = treeAt(top);
    const before = stampIn(tree);
    if (!areAsWritten(tree, before.outputs)) forget(tree);
    else if (before.status === 0 && before.sources === digestOf(tree)) return 0;
    return compile(tree);
  });
}

/** What tsc remembers of a build; the paths in it are relative to its folder. */
const buildInfoIn = (folder) => join(folder, 'tsbuildinfo.json');

const treeAt = (top) => ({
  top,
  dist: join(top, 'dist'),
  work: join(top, '.dist'),
  /** What tsc remembers of the last build. As deep as the folder of a build, so that its paths lead to the same files. */
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

/** Whether dist/ still holds what was written there, and no other program: size and time of every file. */
function areAsWritten({ dist }, outputs) {
  const now = filesIn(dist);
  return (
    now.length > 0 &&
    now.length === Object.keys(outputs).length &&
    now.every((file) => outputs[file] === markOf(join(dist, file)))
  );
}

function markOf(path) {
  const { size, mtimeMs } = statSync(path);
  return `${size} ${mtimeMs}`;
}

/** Forgets the last build, so that the next one writes every file. */
function forget({ dist, last }) {
  rmSync(dist, { recursive: true, force: true });
  rmSync(last, { recursive: true, force: true });
}

function compile(tree) {
  removeAbandoned(tree);
  const folder = join(tree.work, `build-${randomUUID()}`);
  mkdirSync(folder);
  try {
    return compileIn(folder, tree);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compileIn(folder, tree) {
  const { top, dist, last, stamp } = tree;
  // Read first: what is edited while the compiler runs makes the next build.
  const sources = digestOf(tree);
  rmSync(stamp, { force: true });
  if (existsSync(buildInfoIn(last))) copyFileSync(buildInfoIn(last), buildInfoIn(folder));
  const { status } = spawnSync(
    process.execPath,
    [
      join(top, 'node_modules/typescript/bin/tsc'),
      ...['-p', 'tsconfig.build.json', '--outDir', folder],
      ...['--incremental', '--tsBuildInfoFile', buildInfoIn(folder)],
    ],
    { cwd: top, stdio: 'inherit' },
  );
  // Without it the compiler came to no end of its own: nothing that it left is to be relied on.
  if (!existsSync(buildInfoIn(folder))) return status ?? 1;
  for (const part of folders) moveInto(dist, folder, filesIn(folder, part));
  const expected = outputsOf(folder);
  for (const file of filesIn(dist)) if (!expected.has(file)) rmSync(join(dist, file));
  if (existsSync(join(dist, program))) chmodSync(join(dist, program), 0o755);
  mkdirSync(last, { recursive: true });
  renameSync(buildInfoIn(folder), buildInfoIn(last));
  const outputs = Object.fromEntries(filesIn(dist).map((file) => [file, markOf(join(dist, file))]));
  writeFileSync(stamp, JSON.stringify({ sources, outputs, status }));
  return status ?? 1;
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

/** Each file changes in one step, as a process of another test may read it just now. */
function moveInto(dist, from, files) {
  for (const file of files) {
    mkdirSync(dirname(join(dist, file)), { recursive: true });
    if (file.endsWith('.js.map')) writeFileSync(join(from, file), oneFolderUp(readFileSync(join(from, file), 'utf8')));
    renameSync(join(from, file), join(dist, file));
  }
}

/** A source map for one folder further up than where the compiler wrote it. */
const oneFolderUp = (map) => map.replace('"sources":["../', '"sources":["');

/** What the sources of today compile to, JSON that they import included. */
function outputsOf(folder) {
  const { fileNames } = JSON.parse(readFileSync(buildInfoIn(folder), 'utf8'));
  const names = fileNames.map((name) => name.replace(/^\.\.\/\.\.\//, ''));
  return new Set(names.filter((name) => folders.some((folder) => name.startsWith(`${folder}/`))).flatMap(outputsFor));
}

function outputsFor(source) {
  if (!source.endsWith('.ts')) return [source];
  const stem = source.slice(0, -'.ts'.length);
  return [`${stem}.js`, `${stem}.js.map`, `${stem}.d.ts`];
}

/** A digest of the names and contents of all that is compiled. */
function digestOf({ top }) {
  const hash = createHash('sha256');
  const compiled = folders.flatMap((folder) => filesIn(top, folder)).filter((file) => /\.(ts|json)$/.test(file));
  for (const file of [...settings, ...compiled])
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(top, file)))
      .update('\0');
  return hash.digest('hex');
}

/** The files below a folder, by their paths from `from`, sorted. */
function filesIn(from, folder = '') {
  const path = join(from, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(from, join(parentPath, name)).replaceAll('\\', '/'))
    .toSorted();
}
