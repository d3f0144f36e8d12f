import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** The files below a folder, by their paths from `from`, sorted. */
export function filesIn(from, folder = '') {
  const path = join(from, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(from, join(parentPath, name)).replaceAll('\\', '/'))
    .toSorted();
}

/** Size and time of every file below a folder: they stay the same until a file is written. */
export const marksIn = (folder) =>
  Object.fromEntries(
    filesIn(folder).map((file) => {
      const { size, mtimeMs } = statSync(join(folder, file));
      return [file, `${size} ${mtimeMs}`];
    }),
  );

/**
 * Makes a folder hold these files and no others. Each file changes in one step, as a process of a test may read it just
 * now; `draft` is a folder in which they are written before.
 */
export function replaceFiles(folder, files, { draft, executable }) {
  for (const [file, content] of files) {
    const path = join(folder, file);
    if (existsSync(path) && readFileSync(path, 'utf8') === content) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(join(draft, 'draft'), content, { mode: executable.includes(file) ? 0o755 : 0o644 });
    renameSync(join(draft, 'draft'), path);
  }
  for (const file of filesIn(folder)) if (!files.has(file)) rmSync(join(folder, file));
}
