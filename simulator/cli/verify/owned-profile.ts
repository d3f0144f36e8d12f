import type { Profile } from '../../../contracts/suite/sandbox/profile.js';
import { BadUse } from '../bad-use.js';
import type { Io } from '../io.js';
import type { VerifyFlags } from './flags.js';
import { profileAt, profileVariable } from './profile-source.js';

/** The profile of a real account, and the word of its owner that it may be used; `BadUse` without either. */
export async function ownedProfile(
  { profile: file, iOwnThisAccount, dryRun }: Pick<VerifyFlags, 'profile' | 'iOwnThisAccount' | 'dryRun'>,
  io: Pick<Io, 'env' | 'cwd'>,
): Promise<Profile> {
  const profile = await profileAt(file, io);
  if (profile === undefined) {
    throw new BadUse(`the sandbox needs a profile: --profile <file>, or its text in ${profileVariable}`);
  }
  // Where nothing is sent, nobody's account is touched.
  if (iOwnThisAccount === true || dryRun === true) return profile;
  throw new BadUse('the sandbox books and cancels with the real account of the profile; say --i-own-this-account');
}
