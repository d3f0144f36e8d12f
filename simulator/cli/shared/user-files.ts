import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { types } from 'node:util';
import { BadUse } from './flags.js';

/** A file that a user named, or that goes into a folder that a user named. */
interface UserFile {
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

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'this user may not read it',
};

/** Why node could not read a file, in words. */
export function whyUnreadable(error: unknown): string {
  const code = systemCodeOf(error) ?? 'it cannot be read';
  return reasons[code] ?? code;
}

/** The code of an error of the system, `ENOENT`; undefined for any other. */
export function systemCodeOf(error: unknown): string | undefined {
  // An error of node's own is no `instanceof Error` where code runs in another realm, as under jest.
  return types.isNativeError(error) && 'code' in error ? String(error.code) : undefined;
}

/** An error with its stack, as far as it has one. */
export const stackOf = (error: unknown): string =>
  types.isNativeError(error) ? (error.stack ?? error.message) : String(error);
