import type { Command } from 'commander';
import { phrase, say } from '../../../contracts/messages.js';
import type { Provider } from '../../core/provider.js';
import type { World } from '../../core/state/world.js';
import { hostsOf } from '../../http/address.js';
import { allowanceFrom } from '../../http/callbacks/receiver-guard.js';
import type { SimulatorOptions } from '../../options.js';
import { providers as included } from '../../providers/index.js';
import {
  BadUse,
  callbackAllowFlag,
  callbackTimeoutFlag,
  flagTexts,
  flagWithDefault,
  instantFlag,
  sizeFlag,
  wholeNumber,
} from './flags.js';
import { type CliIo, linesTo } from './io.js';
import { addLimitFlags, type LimitFlags, limitsIn } from './limit-flags.js';
import { addAdoptFlag, addOwnEntityFlags, type AdoptTokens, adoptTokensFrom, withOwnEntities } from './own-entities.js';
import { addReadingsFlags, type ReadingsFlags, readingsFrom } from './readings-flag.js';
import { stubsFrom } from './stubs-file.js';
import { addTlsFlags, type TlsFlags, tlsOptionsFrom } from './tls-flags.js';
import { worldFrom } from './world-file.js';

/** The flags of every command that starts a simulator for the user's programs. */
export interface SimulatorFlags extends TlsFlags, LimitFlags, ReadingsFlags {
  readonly world?: string;
  readonly stubs?: string;
  readonly adoptToken?: AdoptTokens;
  readonly seed: string;
  readonly startAt?: number;
  readonly faithful?: true;
  readonly rejectWarnings?: true;
  readonly journalEntries: number;
  readonly journalBytes: number;
  readonly memory: number;
  readonly callbackAllow: readonly string[];
  readonly callbackTimeout: number;
}

const mebibyte = 1024 * 1024;

/** Adds these flags to a command. */
export function addSimulatorFlags(command: Command): Command {
  command
    .option('--world <file>', flagTexts.world)
    .option('--stubs <file>', flagTexts.stubs)
    .addOption(flagWithDefault('--seed <text>', flagTexts.seed, { value: 'understudy' }))
    .option('--start-at <instant>', flagTexts.startAt, instantFlag);
  addReadingsFlags(addAdoptFlag(addOwnEntityFlags(command, included)))
    .option('--faithful', 'omit the simulator-* headers from provider replies')
    .option('--reject-warnings', 'reject requests that are accepted only by leniency')
    .addOption(
      flagWithDefault('--journal-entries <n>', 'exchanges kept in the journal of a space', {
        value: 1000,
        parse: wholeNumber(1, 1_000_000),
      }),
    )
    .addOption(
      flagWithDefault('--journal-bytes <size>', 'size of the journal of a space', {
        value: 32 * mebibyte,
        shown: '32mb',
        parse: sizeFlag(1024, 1024 * mebibyte),
      }),
    )
    .addOption(
      flagWithDefault('--memory <size>', 'memory for all spaces; the oldest space is removed first', {
        value: 256 * mebibyte,
        shown: '256mb',
        parse: sizeFlag(16 * mebibyte, 64 * 1024 * mebibyte),
      }),
    )
    .addOption(callbackAllowFlag())
    .addOption(callbackTimeoutFlag());
  return addLimitFlags(addTlsFlags(command));
}

/** The options of a simulator that these flags set. Rejects with `BadUse`. */
export async function simulatorOptionsFrom(
  flags: SimulatorFlags,
  io: CliIo,
  providers: readonly Provider[],
): Promise<SimulatorOptions> {
  refuseUnreadable(flags);
  const world = await worldOf(flags, io, providers);
  return {
    clock: io.clock,
    log: (line) => {
      linesTo(io.stderr)(io.text(line));
    },
    warn: linesTo(io.stderr),
    language: io.language,
    seed: flags.seed,
    faithful: flags.faithful === true,
    rejectWarnings: flags.rejectWarnings === true,
    readings: readingsFrom(flags, providers),
    adoptTokens: adoptTokensFrom(flags.adoptToken),
    journal: { entries: flags.journalEntries, bytes: flags.journalBytes },
    memory: flags.memory,
    limits: limitsIn(flags),
    ...tlsOptionsFrom(flags, io, hostsOf(providers)),
    callbacks: {
      allow: flags.callbackAllow,
      timeoutMs: flags.callbackTimeout,
      lanes: flags.callbackLanes,
      receivers: flags.callbackReceivers,
    },
    ...(io.stallPorts !== undefined && { stallPorts: io.stallPorts }),
    world,
    ...(flags.stubs !== undefined && { stubs: await stubsFrom(flags.stubs, providers, io.cwd) }),
    ...(flags.startAt !== undefined && { startAt: flags.startAt }),
  };
}

/** The world of these flags, with the entities that they add; prints which ones. */
export async function worldOf(flags: SimulatorFlags, io: CliIo, providers: readonly Provider[]): Promise<World> {
  const { startingWorld } = await import('../../simulator.js');
  const before = flags.world === undefined ? startingWorld : await worldFrom(flags.world, providers, io.cwd);
  const { world, added } = await withOwnEntities(before, { ...flags }, providers);
  if (added.length > 0) io.stderr.write(`${io.text(say`added to the world: ${added.join(', ')}`)}\n`);
  return world;
}

function refuseUnreadable({ callbackAllow }: SimulatorFlags): void {
  const read = allowanceFrom(callbackAllow);
  if (!read.ok) throw new BadUse(say`--callback-allow: ${phrase(read.says)}`);
}
