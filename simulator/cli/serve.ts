import { phrase, say } from '../../contracts/messages.js';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type Command, InvalidArgumentError } from 'commander';
import { allowanceFrom } from '../http/callbacks/receiver-guard.js';
import { tryItCommand, cannotListen, isLoopback, banner } from './shared/banner.js';
import type { Listening } from '../http/lifecycle.js';
import {
  BadUse,
  callbackAllowFlag,
  callbackTimeoutFlag,
  flagTexts,
  flagWithDefault,
  instantFlag,
  sizeFlag,
  wholeNumber,
} from './shared/flags.js';
import { addLimitFlags, type LimitFlags, limitsIn } from './shared/limit-flags.js';
import { helpParagraphs } from './shared/help.js';
import { type CliIo, type CliRun, type Io, linesTo, stopSignal } from './shared/io.js';
import { addReadingsFlags, type ReadingsFlags, readingsFrom } from './shared/readings-flag.js';
import { worldFrom } from './shared/world-file.js';

interface ServeFlags extends LimitFlags, ReadingsFlags {
  readonly port: number;
  readonly host: string;
  readonly world?: string;
  readonly seed: string;
  readonly startAt?: number;
  readonly faithful?: true;
  readonly rejectWarnings?: true;
  readonly allowHost: readonly string[];
  readonly controlToken?: string;
  readonly journalEntries: number;
  readonly journalBytes: number;
  readonly memory: number;
  readonly callbackAllow: readonly string[];
  readonly callbackTimeout: number;
}

const examples = `
Examples:
  understudy serve
  understudy serve --port 0 --seed friday
  understudy serve --world team.yaml --start-at 2026-11-21T12:00:00+08:00
  understudy serve --readings lenient --reading ytx/validity=10min
  understudy serve --host 0.0.0.0 --allow-host understudy.test
  understudy serve --callback-allow receiver.test 10.0.0.0/8 --callback-timeout PT5S
`;

const mebibyte = 1024 * 1024;

/** `understudy serve`: listens until a signal stops it. */
export function addServe(program: Command, { io }: CliRun): void {
  const command = program
    .command('serve')
    .description('Start the simulator.')
    .addOption(
      // Not commander's own `env`, which would read the process's environment.
      flagWithDefault('--port <n>', 'TCP port; 0 picks a free one; also read from PORT', {
        value: 4010,
        parse: portNumber,
      }),
    )
    .addOption(flagWithDefault('--host <address>', 'address to bind to', { value: '127.0.0.1' }))
    .option('--world <file>', flagTexts.world)
    .addOption(flagWithDefault('--seed <text>', flagTexts.seed, { value: 'understudy' }))
    .option('--start-at <instant>', flagTexts.startAt, instantFlag);
  addReadingsFlags(command)
    .option('--faithful', 'omit the simulator-* headers from provider replies')
    .option('--reject-warnings', 'reject requests that are accepted only by leniency')
    .addOption(
      flagWithDefault<readonly string[]>('--allow-host <name...>', 'more host names of the control API', {
        value: [],
        shown: 'none',
      }),
    )
    .option('--control-token <token>', flagTexts.controlToken)
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
  addLimitFlags(command)
    .addHelpText('after', helpParagraphs(io.text, examples))
    .action((flags: ServeFlags, command: Command) => {
      const isGiven = command.getOptionValueSource('port') === 'cli';
      return serve(isGiven ? flags : { ...flags, port: portFrom(io.env, command) ?? flags.port }, io);
    });
}

const portNumber = wholeNumber(0, 65535);

/** The port in the environment variable PORT; undefined without one. */
function portFrom({ PORT: text }: Io['env'], command: Command): number | undefined {
  try {
    return text === undefined ? undefined : portNumber(text);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    return command.error(
      `error: option '--port <n>' value '${text ?? ''}' from env 'PORT' is invalid. ${error.message}`,
    );
  }
}

/** Listens until a signal stops it, then waits for open requests, for at most 1 s by default. */
async function serve(flags: ServeFlags, io: CliIo): Promise<void> {
  refuseEmpty(flags);
  refuseUnreadable(flags);
  const { createSimulator } = await import('../index.js');
  const { providers } = await import('../providers/index.js');
  const made = flags.controlToken === undefined && !isLoopback(flags.host);
  const controlToken = made ? randomBytes(18).toString('base64url') : flags.controlToken;
  const world = flags.world === undefined ? undefined : await worldFrom(flags.world, providers, io.cwd);
  const simulator = createSimulator({
    clock: io.clock,
    log: (line) => {
      linesTo(io.stderr)(io.text(line));
    },
    seed: flags.seed,
    allowHosts: flags.allowHost,
    faithful: flags.faithful === true,
    rejectWarnings: flags.rejectWarnings === true,
    readings: readingsFrom(flags, providers),
    warn: linesTo(io.stderr),
    language: io.language,
    journal: { entries: flags.journalEntries, bytes: flags.journalBytes },
    memory: flags.memory,
    limits: limitsIn(flags),
    callbacks: {
      allow: flags.callbackAllow,
      timeoutMs: flags.callbackTimeout,
      lanes: flags.callbackLanes,
      receivers: flags.callbackReceivers,
    },
    ...(io.stallPorts !== undefined && { stallPorts: io.stallPorts }),
    ...(world !== undefined && { world }),
    ...(flags.startAt !== undefined && { startAt: flags.startAt }),
    ...(controlToken !== undefined && { controlToken }),
  });
  const listening = await simulator.listen(flags.port, flags.host).catch((error: unknown) => {
    throw cannotListen(error, flags);
  });
  // Ctrl-C under `npm start` arrives twice, from the terminal and from npm: a second signal has no effect.
  const stop = stopSignal(io.signals, ['SIGINT', 'SIGTERM']);
  const { url } = listening;
  const tryIt = tryItCommand({ ...flags, url }, simulator, {
    ...io.program,
    cwd: io.cwd,
    path: (io.env['PATH'] ?? '').split(':'),
  });
  io.stdout.write(banner({ url, providers, madeToken: made ? controlToken : undefined, tryIt, text: io.text }));
  await once(stop, 'abort');
  await close(listening, io);
}

const close = (listening: Listening, { graceMs = 1000 }: Io): Promise<void> => listening.close(graceMs);

/** An empty value is usually an unset variable; it would listen on all addresses, or protect nothing. */
function refuseEmpty({ host, controlToken = 'none' }: ServeFlags): void {
  if (host.trim() === '') throw new BadUse(say`--host is empty: give an address or a name`);
  if (!/^[!-~]+$/.test(controlToken)) {
    throw new BadUse(say`--control-token must be visible ASCII without spaces, and not empty`);
  }
}

function refuseUnreadable({ callbackAllow }: ServeFlags): void {
  const read = allowanceFrom(callbackAllow);
  if (!read.ok) throw new BadUse(say`--callback-allow: ${phrase(read.says)}`);
}
