import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { allowanceFrom } from '../http/callbacks/receiver-guard.js';
import { attemptAt, cannotListen, isLoopback, welcome } from './shared/banner.js';
import type { Listening } from '../http/lifecycle.js';
import { BadUse, instantFlag, sizeFlag, timeLimitFlag, wholeNumber } from './shared/flags.js';
import { addLimitFlags, type LimitFlags, limitsIn } from './shared/limit-flags.js';
import { type CliRun, type Io, linesTo, stopSignal } from './shared/io.js';
import { worldFrom } from './shared/world-file.js';

interface ServeFlags extends LimitFlags {
  readonly port: number;
  readonly host: string;
  readonly world?: string;
  readonly seed: string;
  readonly startAt?: number;
  readonly faithful?: true;
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
  understudy serve --host 0.0.0.0 --allow-host understudy.test
  understudy serve --callback-allow receiver.test 10.0.0.0/8 --callback-timeout PT5S
`;

const mebibyte = 1024 * 1024;

/** `understudy serve`: listens until it is told to stop. */
export function addServe(program: Command, { io }: CliRun): void {
  const command = program
    .command('serve')
    .description('answer for the providers until stopped')
    .addOption(
      new Option('--port <n>', 'TCP port; 0 picks a free one')
        // Not commander's own `env`, which would read the process's environment.
        .default(4010, '4010, env: PORT')
        .argParser(portNumber),
    )
    .option('--host <address>', 'address to bind to', '127.0.0.1')
    .option('--world <file>', 'starting world, YAML or JSON, instead of the included one')
    .option('--seed <text>', 'what all chance follows from', 'understudy')
    .option('--start-at <instant>', "where every space's clock starts, ISO 8601 with offset", instantFlag)
    .option('--faithful', 'leave the simulator-* headers off provider replies')
    .option('--allow-host <name...>', 'further names under which the control API answers', [])
    .option('--control-token <token>', 'bearer token that the control API demands')
    .option('--journal-entries <n>', 'exchanges kept per space', wholeNumber(1, 1_000_000), 1000)
    .option('--journal-bytes <n>', 'bytes kept per space', wholeNumber(1024, 1024 * mebibyte), 32 * mebibyte)
    .addOption(
      new Option('--memory <size>', 'memory that all spaces may take; the oldest goes first')
        .default(256 * mebibyte, '256mb')
        .argParser(sizeFlag(16 * mebibyte, 64 * 1024 * mebibyte)),
    )
    .option('--callback-allow <host...>', 'names, addresses, blocks (10.0.0.0/8) that callbacks may reach too', [])
    .addOption(
      new Option('--callback-timeout <duration>', 'how long a receiver of callbacks has to answer, at most PT60S')
        .default(2000, 'PT2S')
        .argParser(timeLimitFlag(60)),
    );
  addLimitFlags(command)
    .addHelpText('after', examples)
    .action((flags: ServeFlags, command: Command) => {
      const isGiven = command.getOptionValueSource('port') === 'cli';
      return serve(isGiven ? flags : { ...flags, port: portFrom(io.env, command) ?? flags.port }, io);
    });
}

const portNumber = wholeNumber(0, 65535);

/** The port that the environment names, if it names one. */
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

/** Listens until a signal says stop; then lets what is under way come to its end, for 1 s at most by default. */
async function serve(flags: ServeFlags, io: Io): Promise<void> {
  refuseEmpty(flags);
  refuseUnreadable(flags);
  const { createSimulator } = await import('../index.js');
  const { providers } = await import('../providers/index.js');
  const made = flags.controlToken === undefined && !isLoopback(flags.host);
  const controlToken = made ? randomBytes(18).toString('base64url') : flags.controlToken;
  const world = flags.world === undefined ? undefined : await worldFrom(flags.world, providers, io.cwd);
  const simulator = createSimulator({
    clock: io.clock,
    log: linesTo(io.stderr),
    seed: flags.seed,
    allowHosts: flags.allowHost,
    faithful: flags.faithful === true,
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
  // Ctrl-C under `npm start` arrives twice, from the terminal and from npm: a second signal changes nothing.
  const stop = stopSignal(io.signals, ['SIGINT', 'SIGTERM']);
  const { url } = listening;
  const attempt = attemptAt({ ...flags, url }, simulator, {
    ...io.program,
    cwd: io.cwd,
    path: (io.env['PATH'] ?? '').split(':'),
  });
  io.stdout.write(welcome({ url, providers, madeToken: made ? controlToken : undefined, attempt }));
  await once(stop, 'abort');
  await close(listening, io);
}

const close = (listening: Listening, { graceMs = 1000 }: Io): Promise<void> => listening.close(graceMs);

/** An empty value is mostly a variable that is not set; it would listen everywhere, or guard nothing. */
function refuseEmpty({ host, controlToken = 'none' }: ServeFlags): void {
  if (host.trim() === '') throw new BadUse('--host must be an address or a name');
  if (!/^[!-~]+$/.test(controlToken)) {
    throw new BadUse('--control-token must be visible ASCII without spaces, and not empty');
  }
}

function refuseUnreadable({ callbackAllow }: ServeFlags): void {
  const read = allowanceFrom(callbackAllow);
  if (!read.ok) throw new BadUse(`--callback-allow: ${read.says}`);
}
