import { types } from 'node:util';

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
