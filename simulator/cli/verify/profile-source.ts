import { readFile } from 'node:fs/promises';
import type { Profile } from '../../../contracts/suite/sandbox/profile.js';
import { BadUse } from '../bad-use.js';
import { whyUnreadable } from '../unreadable.js';
import type { Environment } from './from-environment.js';
import { profileFrom } from './profile.js';

/** The variable that holds a profile itself, for a CI that keeps it as one secret. */
export const profileVariable = 'UNDERSTUDY_PROFILE';

/** Reads the profile in this file, or else in the environment; undefined when there is none. */
export async function profileAt(file: string | undefined, environment: Environment): Promise<Profile | undefined> {
  if (file !== undefined) return profileFrom(file, await textOf(file), environment);
  const text = environment[profileVariable] ?? '';
  return text.trim() === '' ? undefined : profileFrom(profileVariable, text, environment);
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new BadUse(`cannot read the profile ${file}: ${whyUnreadable(error)}`);
  }
}
