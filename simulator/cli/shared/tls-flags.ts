import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { say } from '../../../contracts/messages.js';
import { problemWithSpaceName } from '../../core/state/spaces.js';
import type { ProxyRules } from '../../http/proxy.js';
import { makeCa } from '../../tls/authority.js';
import { caFiles, caIn } from '../../tls/ca-folder.js';
import type { KeyPair } from '../../tls/certificates.js';
import { BadUse, flagWithDefault } from './flags.js';
import type { Io } from './io.js';
import { systemCodeOf, whyUnreadable } from './user-files.js';

/** The flags of TLS and of the forward proxy. */
export interface TlsFlags {
  /** False: `--no-tls`. */
  readonly tls: boolean;
  readonly caDir?: string;
  readonly proxySpace?: string;
  readonly proxyPassthrough: readonly string[];
}

const caDirFlag = [
  '--ca-dir <folder>',
  'folder of the local CA (default: in the folder for data of programs)',
] as const;

/** Adds the flag that names the folder of the CA. */
export const addCaDirFlag = (command: Command): Command => command.option(...caDirFlag);

/** Adds the flags of TLS and of the forward proxy. */
export const addTlsFlags = (command: Command): Command =>
  addCaDirFlag(command)
    .option('--no-tls', 'plain HTTP only')
    .option('--proxy-space <name>', 'space of requests through the proxy whose user names none')
    .addOption(
      flagWithDefault<readonly string[]>('--proxy-passthrough <host...>', 'other hosts that the proxy connects to', {
        value: [],
        shown: 'none',
      }),
    );

/** The options of a simulator that these flags set. Throws `BadUse`. */
export function tlsOptionsFrom(
  flags: TlsFlags,
  io: Io,
  hosts: readonly string[],
): { readonly tls: { readonly authority: () => Promise<KeyPair> } | false; readonly proxy: ProxyRules } {
  const { proxySpace: space, proxyPassthrough: passthrough } = flags;
  if (space !== undefined && problemWithSpaceName(space) !== undefined) {
    throw new BadUse(say`--proxy-space: ${space} is not a name of a space; use letters, digits, ".", "_" and "-"`);
  }
  const authority = async (): Promise<KeyPair> => (await keptCaOrBadUse(flags, io, hosts)).ca;
  return {
    tls: flags.tls ? { authority } : false,
    proxy: { passthrough, ...(space !== undefined && { space }) },
  };
}

/** The local CA, made when there is none yet, and the file of its certificate. */
async function keptCa(
  { caDir }: Pick<TlsFlags, 'caDir'>,
  io: Pick<Io, 'cwd' | 'clock' | 'dataFolder'>,
  hosts: readonly string[],
): Promise<{ readonly ca: KeyPair; readonly file: string }> {
  const folder = caDir === undefined ? join(await io.dataFolder(), 'ca') : resolve(io.cwd, caDir);
  return { ca: await caIn(folder, () => makeCa(hosts, io.clock.now())), file: join(folder, caFiles.certificate) };
}

/** As `keptCa`; rejects with `BadUse` where the folder cannot be used. */
export async function keptCaOrBadUse(...asked: Parameters<typeof keptCa>): ReturnType<typeof keptCa> {
  try {
    return await keptCa(...asked);
  } catch (error) {
    if (systemCodeOf(error) === undefined) throw error;
    throw new BadUse(say`cannot use the folder of the CA: ${whyUnreadable(error)}; name another with --ca-dir`);
  }
}
