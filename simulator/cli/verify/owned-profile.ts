import { phonesIn } from '../../../contracts/suite/role-binding.js';
import type { Profile } from '../../../contracts/suite/targets/sandbox-profile.js';
import { BadUse } from '../bad-use.js';
import type { Io } from '../io.js';
import type { VerifyFlags } from './flags.js';
import { profileAt, profileVariable } from './profile-source.js';

/** What the flags say about a profile and its owner. */
export type OwnershipFlags = Pick<
  VerifyFlags,
  'profile' | 'provider' | 'iOwnThisAccount' | 'iOwnTheseNumbers' | 'dryRun'
>;

/** The profile of a real account, and the word of its owner that account and numbers may be used; `BadUse` without. */
export async function ownedProfile(
  { profile: file, provider, iOwnThisAccount, iOwnTheseNumbers, dryRun }: OwnershipFlags,
  io: Pick<Io, 'env' | 'cwd'>,
): Promise<Profile> {
  const profile = await profileAt(file, io, { mayLack: dryRun });
  if (profile === undefined) {
    throw new BadUse(`the sandbox needs a profile: --profile <file>, or its text in ${profileVariable}`);
  }
  // Where nothing is sent, nobody's account is touched.
  if (dryRun === true) return profile;
  if (iOwnThisAccount !== true) {
    throw new BadUse('the sandbox books and cancels with the real account of the profile; say --i-own-this-account');
  }
  const numbers = numbersIn(profile, provider);
  if (numbers.length === 0 || iOwnTheseNumbers === true) return profile;
  throw new BadUse(`these numbers could ring: ${numbers.join(', ')}; if you own them all, say --i-own-these-numbers`);
}

const numbersIn = ({ providers }: Profile, provider: string | undefined): readonly string[] =>
  Object.entries(providers).flatMap(([name, { cast }]) =>
    provider === undefined || provider === name ? phonesIn(cast) : [],
  );
