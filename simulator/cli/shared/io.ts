import type { Render } from '../../../contracts/messages.js';
import type { Language } from '../../core/diagnosis/sentences.js';
import type { StallPorts } from '../../platform/stall-watch.js';
import type { CommandSettings } from '../command-runs/command-run.js';
import type { Ended } from '../command-runs/run-all.js';

/** The variables of an environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A stream of the process, or a substitute in tests. */
export interface Output {
  readonly isTTY?: boolean;
  /** The width of a terminal, characters. */
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}

/** Writes each text as a line. */
export const linesTo =
  (output: Output) =>
  (text: string): void => {
    output.write(`${text}\n`);
  };

/** The signals of the process, or a substitute in tests. */
export interface Signals {
  readonly on: (signal: StopSignal, listener: () => void) => unknown;
  readonly off: (signal: StopSignal, listener: () => void) => unknown;
}

/** How an attached command runs. */
export interface AttachedSettings {
  readonly env: Environment;
  readonly cwd: string;
  readonly signals: Signals;
  /** Whether a terminal sends Ctrl-C to the command itself, too. */
  readonly hasTerminal: boolean;
}

/** Everything that the commands use of the process; no command accesses the process itself. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Environment;
  /** The folder that relative paths start from; absolute. */
  readonly cwd: string;
  /** The folder in which the system keeps data of this user's programs; absolute. */
  readonly dataFolder: () => Promise<string>;
  /** ms since the epoch. */
  readonly clock: { now(): number };
  readonly signals: Signals;
  /** The addresses of this machine's network interfaces, in the order of the system; a link-local one without its zone. */
  readonly interfaces: () => readonly { readonly address: string; readonly internal: boolean }[];
  /** How this program was started: the interpreter as typed, and the script's absolute path. */
  readonly program: { readonly argv0: string; readonly script: string };
  /** Watches the event loop; absent when other code shares the process. */
  readonly stallPorts?: Omit<StallPorts, 'log'>;
  /** Calls the function after each change of the file at this absolute path; returns what ends that. */
  readonly watchFile: (path: string, onChange: () => void) => () => void;
  /** Resolves after so many ms of real time; a real provider is called at this pace. Default: a timer. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** How long `serve` waits for open requests after a signal, ms of real time (default: 1000). */
  readonly graceMs?: number;
  /** Runs the user's command to its end; rejects with `BadUse` when it cannot start. */
  readonly runCommand: (command: readonly string[], settings: CommandSettings) => Promise<Ended>;
  /** Runs the user's command on the streams of this process to its end, and resolves to its exit code; rejects as `runCommand`. */
  readonly runAttached: (command: readonly string[], settings: AttachedSettings) => Promise<number>;
}

/** The process, and the language of its user. */
export interface CliIo extends Io {
  readonly language: Language;
  /** Renders a text in that language. */
  readonly text: Render;
}

/** The configuration of a run: the values of its file; without a file, empty. */
export interface Config {
  /** As its user would write it, relative to the working folder. */
  readonly file?: string;
  /** The folder of the file, which paths in it start from; absolute. */
  readonly folder?: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Why the file cannot be used; no value counts then. */
  readonly problem?: Error;
}

/** The context of one run of the command line. */
export interface CliRun {
  readonly io: CliIo;
  /** The arguments, without interpreter and script. */
  readonly argv: readonly string[];
  readonly config: Config;
  /** Sets the exit code (default: 0). */
  readonly exitWith: (exitCode: number) => void;
}

/** Whether to print colors: by `--color` and `--no-color`, else on a terminal without NO_COLOR. */
export const usesColor = (
  { color }: { readonly color?: boolean },
  { stdout, env }: Pick<Io, 'stdout' | 'env'>,
): boolean => color ?? (stdout.isTTY === true && (env['NO_COLOR'] ?? '') === '');

/** The exit codes after a signal, as in shells: 128 plus the number of the signal. */
export const signalExitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** A signal that stops a process: from a closed terminal, Ctrl-C or a supervisor. */
export type StopSignal = keyof typeof signalExitCodes;

/** All of them. */
export const stopSignals = Object.keys(signalExitCodes) as readonly StopSignal[];

/** Aborts on the first of these signals, with its name as the reason; later ones have no effect. */
export function stopSignal(signals: Signals, those: readonly StopSignal[] = stopSignals): AbortSignal {
  const controller = new AbortController();
  for (const signal of those) {
    signals.on(signal, () => {
      controller.abort(signal);
    });
  }
  return controller.signal;
}

/** The exit code after this signal. */
export const exitCodeOf = ({ reason }: AbortSignal): number => signalExitCodes[reason as StopSignal];
