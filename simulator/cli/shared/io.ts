import type { StallPorts } from '../../platform/stall-watch.js';
import type { CommandSettings } from '../command-runs/command-run.js';
import type { Ended } from '../command-runs/run-all.js';

/** The variables of an environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where text is written to: a process's stream, or what stands in for one. */
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

/** Where signals come from: a process, or what stands in for one. */
export interface Signals {
  readonly on: (signal: Stopping, heard: () => void) => unknown;
  readonly off: (signal: Stopping, heard: () => void) => unknown;
}

/** What the command line takes from its process. No command touches the process itself. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Environment;
  /** The folder that relative paths start from; absolute. */
  readonly cwd: string;
  /** ms since the epoch. */
  readonly clock: { now(): number };
  readonly signals: Signals;
  /** How this program was started: the interpreter as it was typed, and the script's absolute path. */
  readonly program: { readonly argv0: string; readonly script: string };
  /** Watches the event loop of a process that has nothing else to do; absent where others share it. */
  readonly stallPorts?: Omit<StallPorts, 'log'>;
  /** How long requests under way may take to come to their end once `serve` is stopped, ms of real time (default: 1000). */
  readonly graceMs?: number;
  /** Runs the user's own command to its end; rejects with `BadUse` when it cannot be run. */
  readonly runCommand: (command: readonly string[], settings: CommandSettings) => Promise<Ended>;
}

/** One run of the command line, as each command gets it. */
export interface CliRun {
  readonly io: Io;
  /** The arguments as they were given, without interpreter and script. */
  readonly argv: readonly string[];
  /** Sets the exit code (default: 0). */
  readonly exitWith: (exitCode: number) => void;
}

/** Whether a report is painted: as `--color` says, or else on a terminal whose user has not set NO_COLOR. */
export const usesColor = (
  { color }: { readonly color?: boolean },
  { stdout, env }: Pick<Io, 'stdout' | 'env'>,
): boolean => color ?? (stdout.isTTY === true && (env['NO_COLOR'] ?? '') === '');

/** What a process exits with that these signals ended, as shells count: 128 and the signal's number. */
export const signalExitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** A signal that tells a process to end: the terminal's end, Ctrl-C, a supervisor. */
export type Stopping = keyof typeof signalExitCodes;

const all = Object.keys(signalExitCodes) as readonly Stopping[];

/** Is aborted, with its name as the reason, by the first of these signals. Later ones change nothing. */
export function stopSignal(signals: Signals, those: readonly Stopping[] = all): AbortSignal {
  const controller = new AbortController();
  for (const signal of those) {
    signals.on(signal, () => {
      controller.abort(signal);
    });
  }
  return controller.signal;
}

/** The exit code of a process that was told to end. */
export const exitCodeOf = ({ reason }: AbortSignal): number => signalExitCodes[reason as Stopping];
