import { type Message, phrase, say } from '../../../contracts/messages.js';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { types } from 'node:util';
import { BadUse } from './flags.js';

/** A file of the user. */
interface UserFile {
  /** Its content, for error messages. */
  readonly is: Message;
  /** As the user wrote it, relative to `cwd`. */
  readonly path: string;
  readonly cwd: string;
}

/** Writes or overwrites a file, and creates its folders; `BadUse` when that fails. */
export const writeUserFile = (file: UserFile, text: string): Promise<void> =>
  writeWith(file, (path) => writeFile(path, text));

/** Appends to a file, and creates its folders; `BadUse` when that fails. */
export const appendUserFile = (file: UserFile, text: string): Promise<void> =>
  writeWith(file, (path) => appendFile(path, text));

async function writeWith({ is, path: named, cwd }: UserFile, write: (path: string) => Promise<void>): Promise<void> {
  const path = resolve(cwd, named);
  try {
    await mkdir(dirname(path), { recursive: true });
    await write(path);
  } catch (error) {
    throw new BadUse(say`cannot write the ${is} ${named}: ${systemCodeOf(error) ?? say`unknown error`}`);
  }
}

const reasons: Readonly<Record<string, Message>> = {
  ENOENT: say`the file does not exist`,
  ENOTDIR: say`the file does not exist`,
  EISDIR: say`it is a directory`,
  EACCES: say`permission denied`,
};

/** The reason of a failed read, in words. */
export function whyUnreadable(error: unknown): Message {
  const code = systemCodeOf(error);
  return code === undefined ? say`unknown error` : (reasons[code] ?? phrase(code));
}

/** The code of a system error, `ENOENT`; undefined for any other error. */
export function systemCodeOf(error: unknown): string | undefined {
  // A node error is not `instanceof Error` in another realm, as under jest.
  return types.isNativeError(error) && 'code' in error ? String(error.code) : undefined;
}

/** The stack of an error, or its text. */
export const stackOf = (error: unknown): string =>
  types.isNativeError(error) ? (error.stack ?? error.message) : String(error);
