import { copyFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Message, say } from '../../../contracts/messages.js';
import { BadUse } from './flags.js';
import type { Io } from './io.js';
import { systemCodeOf, whyUnreadable } from './user-files.js';

/** How a system comes to trust a certificate: a folder for it, and a command that collects what is there. */
interface TrustSystem {
  readonly folder: string;
  readonly file: string;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

const updateCa = { add: ['update-ca-certificates'], remove: ['update-ca-certificates', '--fresh'] } as const;
const updateTrust = { add: ['update-ca-trust'], remove: ['update-ca-trust'] } as const;

/** Debian and Alpine, Red Hat, SUSE, Arch; where none of the folders is, `understudy ca` prints what to do by hand. */
const systems: readonly TrustSystem[] = [
  { folder: '/usr/local/share/ca-certificates', file: 'understudy.crt', ...updateCa },
  { folder: '/etc/pki/ca-trust/source/anchors', file: 'understudy.pem', ...updateTrust },
  { folder: '/etc/pki/trust/anchors', file: 'understudy.pem', ...updateCa },
  { folder: '/etc/ca-certificates/trust-source/anchors', file: 'understudy.crt', ...updateTrust },
];

const timeoutMs = 120_000;

/** The outcome, in words for the user. */
type Done = Promise<Message>;

/** Adds the certificate to the roots of the system, after the user agrees. Rejects with `BadUse`. */
export async function installCa(certificate: string, io: Io, confirm: Confirm): Done {
  const { folder, file, add } = await systemHere();
  const path = join(folder, file);
  await confirm(say`Copy ${certificate} to ${path} and run ${add.join(' ')}. Programs of this machine then trust it.`);
  await orBadUse(path, () => copyFile(certificate, path));
  try {
    await runTool(add, io);
  } catch (error) {
    // The next run of the tool, by a package of the system, would trust it after all.
    await rm(path, { force: true });
    throw error;
  }
  return say`The system trusts the local CA. To undo it: understudy ca --uninstall`;
}

/** Removes it again. Rejects with `BadUse`. */
export async function uninstallCa(io: Io, confirm: Confirm): Done {
  const { folder, file, remove } = await systemHere();
  const path = join(folder, file);
  if (!(await isThere(path))) throw new BadUse(say`the local CA is not installed: ${path} does not exist`);
  await confirm(say`Delete ${path} and run ${remove.join(' ')}.`);
  await orBadUse(path, () => rm(path));
  await runTool(remove, io);
  return say`The system no longer trusts the local CA.`;
}

/** Asks the user; rejects with `BadUse` unless the answer is yes. */
type Confirm = (plan: Message) => Promise<void>;

async function systemHere(): Promise<TrustSystem> {
  for (const system of systems) if (await isThere(system.folder)) return system;
  throw new BadUse(
    say`this system has no known folder of trusted certificates; understudy ca prints what to do by hand`,
  );
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

async function orBadUse(path: string, change: () => Promise<void>): Promise<void> {
  try {
    await change();
  } catch (error) {
    if (systemCodeOf(error) === undefined) throw error;
    throw new BadUse(say`cannot change ${path}: ${whyUnreadable(error)}; run the command as root`);
  }
}

async function runTool(command: readonly string[], io: Io): Promise<void> {
  const settings = { env: io.env, timeoutMs, stop: new AbortController().signal };
  const { exitCode, output } = await io.runCommand(command, settings);
  if (exitCode !== 0) throw new BadUse(say`${command.join(' ')} failed: ${output.trim()}`);
}
