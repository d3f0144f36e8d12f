import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type Message, say } from '../../contracts/messages.js';
import type { Provider } from '../core/provider.js';
import type { Listening } from '../http/lifecycle.js';
import type { Simulator } from '../simulator.js';
import { withTraits } from './settings/declared.js';
import { banner, cannotListen, isLoopback, reachableUrls, tryItCommand } from './shared/banner.js';
import { BadUse, flagTexts, flagWithDefault, wholeNumber } from './shared/flags.js';
import { helpParagraphs } from './shared/help.js';
import { type CliIo, type CliRun, type Io, linesTo, stopSignal } from './shared/io.js';
import { addRequestLogFlags, requestLog, type RequestLogFlags } from './shared/request-log.js';
import { stubsFrom } from './shared/stubs-file.js';
import { complainTo } from './shared/text.js';
import { whyUnreadable } from './shared/user-files.js';
import { addSimulatorFlags, type SimulatorFlags, simulatorOptionsFrom, worldOf } from './shared/simulator-flags.js';

interface ServeFlags extends SimulatorFlags, RequestLogFlags {
  readonly port: number;
  readonly host: string;
  readonly allowHost: readonly string[];
  readonly controlToken?: string;
  readonly watch?: true;
}

const examples = `
Examples:
  understudy serve
  understudy serve --port 0 --seed friday
  understudy serve --world team.yaml --watch
  understudy serve --account SID:TOKEN --app APPID
  understudy serve --stubs stubs.yaml --watch
  understudy serve --world team.yaml --start-at 2026-11-21T12:00:00+08:00
  understudy serve --readings lenient --reading ytx/validity=10min
  understudy serve --log json > requests.jsonl
  understudy serve --host 0.0.0.0 --allow-host understudy.test
  understudy serve --callback-allow receiver.test 10.0.0.0/8 --callback-timeout PT5S
`;

/** `understudy serve`: listens until a signal stops it. */
export function addServe(program: Command, { io }: CliRun): void {
  const command = program
    .command('serve')
    .description('Start the simulator.')
    .addOption(
      withTraits(
        flagWithDefault('--port <n>', 'TCP port; 0 picks a free one; also read from PORT', {
          value: 4010,
          parse: wholeNumber(0, 65535),
        }),
        { commonVariable: 'PORT' },
      ),
    )
    .addOption(flagWithDefault('--host <address>', 'address to bind to', { value: '127.0.0.1' }))
    .addOption(
      flagWithDefault<readonly string[]>('--allow-host <name...>', 'more host names of the control API', {
        value: [],
        shown: 'none',
      }),
    )
    .option('--control-token <token>', flagTexts.controlToken)
    .option('--quiet', 'print no requests')
    .option(
      '--watch',
      'reload the files of --world and --stubs when they change, for new spaces, reset and unused spaces',
    );
  addRequestLogFlags(addSimulatorFlags(command), 'print each request as text or JSON lines (default: text)')
    .addHelpText('after', helpParagraphs(io.text, examples))
    .action((flags: ServeFlags) => serve(flags, io));
}

/** Listens until a signal stops it, then waits for open requests, for at most 1 s by default. */
async function serve(flags: ServeFlags, io: CliIo): Promise<void> {
  refuseEmpty(flags);
  const { createSimulator } = await import('../simulator.js');
  const { providers } = await import('../providers/index.js');
  const made = flags.controlToken === undefined && !isLoopback(flags.host);
  const controlToken = made ? randomBytes(18).toString('base64url') : flags.controlToken;
  const onRequest = requestLog(flags, io, io.stdout);
  const simulator = createSimulator({
    ...(await simulatorOptionsFrom(flags, io, providers)),
    ...(onRequest !== undefined && { onRequest }),
    allowHosts: flags.allowHost,
    ...(controlToken !== undefined && { controlToken }),
  });
  const stopWatching = watchedFiles(flags, { simulator, providers }, io).map((watched) => watchUserFile(watched, io));
  const listening = await simulator.listen(flags.port, flags.host).catch((error: unknown) => {
    throw cannotListen(error, flags);
  });
  // Ctrl-C under `npm start` arrives twice, from the terminal and from npm: a second signal has no effect.
  const stop = stopSignal(io.signals, ['SIGINT', 'SIGTERM']);
  const urls = reachableUrls({ ...listening, host: flags.host }, io.interfaces());
  greet({ urls, madeToken: made ? controlToken : undefined }, simulator, { flags, io });
  // So that its file is there for clients that cannot connect without. The first of them gets the error.
  simulator.caCertificate().catch(() => undefined);
  await once(stop, 'abort');
  for (const stop of stopWatching) stop();
  await close(listening, io);
}

/** Prints the banner; on standard error if standard output is for JSON lines, the first of which has the URL. */
function greet(
  { urls, madeToken }: { readonly urls: readonly string[]; readonly madeToken: string | undefined },
  simulator: Simulator,
  { flags, io }: { readonly flags: ServeFlags; readonly io: CliIo },
): void {
  const [url = '', ...others] = urls;
  const tryIt = tryItCommand({ ...flags, url }, simulator, {
    ...io.program,
    cwd: io.cwd,
    path: (io.env['PATH'] ?? '').split(':'),
  });
  const isJson = flags.log === 'json';
  if (isJson) io.stdout.write(`${JSON.stringify({ listening: url, ...(others.length > 0 && { others }) })}\n`);
  const { providers } = simulator;
  (isJson ? io.stderr : io.stdout).write(banner({ urls, providers, madeToken, tryIt, text: io.text }));
}

const close = (listening: Listening, { graceMs = 1000 }: Io): Promise<void> => listening.close(graceMs);

/** An empty value is usually an unset variable; it would listen on all addresses, or protect nothing. */
function refuseEmpty({ host, controlToken = 'none', watch, world, stubs }: ServeFlags): void {
  if (watch === true && (world ?? stubs) === undefined) throw new BadUse(say`--watch needs --world or --stubs`);
  if (host.trim() === '') throw new BadUse(say`--host is empty: give an address or a name`);
  if (!/^[!-~]+$/.test(controlToken)) {
    throw new BadUse(say`--control-token must be visible ASCII without spaces, and not empty`);
  }
}

/** A file of the user that is watched, and what it changes. */
interface WatchedFile {
  /** As the user wrote it, relative to `io.cwd`. */
  readonly file: string;
  /** Reads and checks the file again, and makes it the start; rejects with `BadUse` if it is invalid. */
  readonly reload: () => Promise<void>;
  /** What starts from it, and what an invalid file leaves as it is. */
  readonly startsFromIt: Message;
  readonly keeps: Message;
}

/** The files of `--world` and `--stubs`, if they are to be watched. */
function watchedFiles(
  flags: ServeFlags,
  { simulator, providers }: { readonly simulator: Simulator; readonly providers: readonly Provider[] },
  io: CliIo,
): readonly WatchedFile[] {
  const { world, stubs, watch } = flags;
  if (watch === undefined) return [];
  const ofWorld = world !== undefined && {
    file: world,
    reload: async () => {
      simulator.startFrom(await worldOf(flags, io, providers));
    },
    startsFromIt: say`new spaces, reset, and spaces without requests start from it`,
    keeps: say`the simulator keeps the world that it has`,
  };
  const ofStubs = stubs !== undefined && {
    file: stubs,
    reload: async () => {
      simulator.startWithStubs(await stubsFrom(stubs, providers, io.cwd));
    },
    startsFromIt: say`new spaces, reset, and spaces whose stubs were not changed have its stubs`,
    keeps: say`the simulator keeps the stubs that it has`,
  };
  return [ofWorld, ofStubs].filter((each) => each !== false);
}

/** Reloads a file when it changes, one at a time; an invalid one changes nothing. The returned function ends that. */
function watchUserFile({ file, reload, startsFromIt, keeps }: WatchedFile, io: CliIo): () => void {
  let latest = Promise.resolve();
  const reloadOrComplain = async (): Promise<void> => {
    try {
      await reload();
      linesTo(io.stderr)(io.text(say`reloaded ${file}: ${startsFromIt}`));
    } catch (error) {
      if (!(error instanceof BadUse)) throw error;
      complainTo(io)(say`${error.says}; ${keeps}`);
    }
  };
  try {
    return io.watchFile(resolve(io.cwd, file), () => {
      latest = latest.then(reloadOrComplain);
    });
  } catch (error) {
    throw new BadUse(say`cannot watch ${file}: ${whyUnreadable(error)}`);
  }
}
