import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { BadUse } from './bad-use.js';
import { systemCodeOf } from './unreadable.js';

/** A file that a user named, or that goes into a folder that a user named. */
export interface UserFile {
  /** What it holds, for messages: `report`. */
  readonly is: string;
  /** As the user named it, relative to `cwd`. */
  readonly path: string;
  readonly cwd: string;
}

/** Writes a file over what was there, and makes its folders; `BadUse` when it cannot be written. */
export const writeUserFile = (file: UserFile, text: string): Promise<void> =>
  written(file, (path) => writeFile(path, text));

/** Adds to the end of a file; otherwise as `writeUserFile`. */
export const appendUserFile = (file: UserFile, text: string): Promise<void> =>
  written(file, (path) => appendFile(path, text));

async function written({ is, path: named, cwd }: UserFile, write: (path: string) => Promise<void>): Promise<void> {
  const path = resolve(cwd, named);
  try {
    await mkdir(dirname(path), { recursive: true });
    await write(path);
  } catch (error) {
    throw new BadUse(`cannot write the ${is} ${named}: ${systemCodeOf(error) ?? 'it cannot be written'}`);
  }
}
