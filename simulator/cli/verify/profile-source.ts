import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Profile } from '../../../contracts/suite/targets/sandbox-profile.js';
import { BadUse } from '../bad-use.js';
import type { Io } from '../io.js';
import { whyUnreadable } from '../unreadable.js';
import type { Lacking } from './from-environment.js';
import { profileFrom } from './profile.js';

/** The variable that holds a profile itself, for a CI that keeps it as one secret. */
export const profileVariable = 'UNDERSTUDY_PROFILE';

/** Reads the profile in this file, or else in the environment; undefined when there is none. */
export async function profileAt(
  file: string | undefined,
  { env, cwd }: Pick<Io, 'env' | 'cwd'>,
  lacking: Lacking = {},
): Promise<Profile | undefined> {
  if (file !== undefined) return profileFrom(file, await textOf(file, cwd), env, lacking);
  const text = env[profileVariable] ?? '';
  return text.trim() === '' ? undefined : profileFrom(profileVariable, text, env, lacking);
}

async function textOf(file: string, cwd: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new BadUse(`cannot read the profile ${file}: ${whyUnreadable(error)}`);
  }
}
