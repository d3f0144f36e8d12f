import { setTimeout as sleep } from 'node:timers/promises';
import { type SandboxTarget, sandboxTarget } from '../../../contracts/suite/targets/sandbox.js';
import type { Io } from '../io.js';
import type { VerifyFlags } from './flags.js';
import { ownedProfile, type OwnershipFlags } from './owned-profile.js';
import { secretsIn } from './secrets.js';

/** What the flags of a command say about the sandbox. */
export type SandboxFlags = OwnershipFlags & Pick<VerifyFlags, 'allowDialling' | 'timeout'>;

/** A request may take so long, ms; undefined for as long as the client lets it. */
export const timeoutOf = ({ timeout }: Pick<VerifyFlags, 'timeout'>): number | undefined =>
  timeout === undefined ? undefined : timeout * 1000;

/** The real providers of a profile whose owner agrees, and what must not stand in any output; `BadUse` without either. */
export async function realSandbox(
  flags: SandboxFlags,
  io: Pick<Io, 'env' | 'cwd' | 'clock'>,
): Promise<{ readonly target: SandboxTarget; readonly secrets: readonly string[] }> {
  const profile = await ownedProfile(flags, io);
  const means = {
    fetch,
    clock: io.clock,
    sleep: (ms: number) => sleep(ms),
    timeoutMs: timeoutOf(flags),
    allowDialling: flags.allowDialling === true,
  };
  return { target: sandboxTarget(profile, means), secrets: secretsIn(profile) };
}
