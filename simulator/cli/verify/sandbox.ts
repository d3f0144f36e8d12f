import { say } from '../../../contracts/messages.js';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as timer } from 'node:timers/promises';
import { phonesIn } from '../../../contracts/suite/role-binding.js';
import type { Profile } from '../../../contracts/suite/targets/sandbox-profile.js';
import { type SandboxTarget, sandboxTarget } from '../../../contracts/suite/targets/sandbox.js';
import { BadUse } from '../shared/flags.js';
import type { Io } from '../shared/io.js';
import { whyUnreadable } from '../shared/user-files.js';
import type { Lacking } from './abort-after.js';
import type { VerifyFlags } from './flags.js';
import { profileFrom } from './profile.js';
import { secretsIn } from './secrets.js';

/** The flags about the sandbox. */
type SandboxFlags = OwnershipFlags & Pick<VerifyFlags, 'allowDialling' | 'timeout'>;

/** The sandbox of a profile, and the texts that no output may contain; `BadUse` without profile or consent. */
export async function realSandbox(
  flags: SandboxFlags,
  io: Pick<Io, 'env' | 'cwd' | 'clock' | 'sleep'>,
): Promise<{ readonly target: SandboxTarget; readonly secrets: readonly string[] }> {
  const profile = await ownedProfile(flags, io);
  const means = {
    fetch,
    clock: io.clock,
    sleep: io.sleep ?? ((ms: number) => timer(ms)),
    timeoutMs: flags.timeout,
    allowDialling: flags.allowDialling === true,
  };
  return { target: sandboxTarget(profile, means), secrets: secretsIn(profile) };
}

/** The flags about the profile and the consent of its owner. */
type OwnershipFlags = Pick<VerifyFlags, 'profile' | 'provider' | 'iOwnThisAccount' | 'iOwnTheseNumbers' | 'dryRun'>;

/** The profile of a real account, with its owner's consent to use account and numbers; `BadUse` without. */
async function ownedProfile(
  { profile: file, provider, iOwnThisAccount, iOwnTheseNumbers, dryRun }: OwnershipFlags,
  io: Pick<Io, 'env' | 'cwd'>,
): Promise<Profile> {
  const profile = await profileAt(file, io, { mayLack: dryRun });
  if (profile === undefined) {
    throw new BadUse(say`--target sandbox needs a profile: give --profile <file>, or its text in ${profileVariable}`);
  }
  // A dry run sends nothing, so it needs no consent.
  if (dryRun === true) return profile;
  if (iOwnThisAccount !== true) {
    throw new BadUse(
      say`the sandbox books and cancels with the real account of the profile; confirm with --i-own-this-account`,
    );
  }
  const numbers = numbersIn(profile, provider);
  if (numbers.length === 0 || iOwnTheseNumbers === true) return profile;
  throw new BadUse(
    say`these numbers can ring: ${numbers.join(', ')}; if you own them all, confirm with --i-own-these-numbers`,
  );
}

const numbersIn = ({ providers }: Profile, provider: string | undefined): readonly string[] =>
  Object.entries(providers).flatMap(([name, { cast }]) =>
    provider === undefined || provider === name ? phonesIn(cast) : [],
  );

/** The variable with the text of a profile, for a CI that keeps it as one secret. */
const profileVariable = 'UNDERSTUDY_PROFILE';

/** Reads the profile in this file, or in the environment; undefined without one. */
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
    throw new BadUse(say`cannot read the profile ${file}: ${whyUnreadable(error)}`);
  }
}
