import { type Message, say } from '../../../contracts/messages.js';
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { BadUse } from '../shared/flags.js';
import { systemCodeOf } from '../shared/user-files.js';
import { type ProcessEnd, keptOutput } from './outcome.js';
import type { Ended } from './run-all.js';

/** The settings of a command. */
export interface CommandSettings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs: number;
  /** Ends the command when aborted, by the signal that is its reason. */
  readonly stop: AbortSignal;
  /** How long it may take to end after a signal, ms. Default: 2000. */
  readonly graceMs?: number;
}

/** A running command, without input, with an output. */
type Child = ChildProcessByStdio<null, NonNullable<ChildProcess['stdout']>, NonNullable<ChildProcess['stderr']>>;

/** How long the output of a command that has ended may stay open, ms. */
const outputGraceMs = 2000;

/** Runs a command without a shell until it and its children end; rejects with `BadUse` when it cannot start. */
export async function commandRun(command: readonly string[], settings: CommandSettings): Promise<Ended> {
  return toItsEnd(command, settings).catch((error: unknown) => {
    throw cannotRun(error, command);
  });
}

async function toItsEnd(command: readonly string[], settings: CommandSettings): Promise<Ended> {
  const child = startCommand(command, settings.env);
  const output = keptOutput();
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', output.add);
  const closed = new Promise((resolve) => child.once('close', resolve));
  const ending = await endingOf(child, settings);
  // Kill remaining children, too: the next run needs the same start conditions.
  killGroup(child);
  // A process that left the group can keep the output open forever.
  const cutting = setTimeout(() => {
    child.stdout.destroy();
    child.stderr.destroy();
  }, outputGraceMs);
  await closed;
  clearTimeout(cutting);
  return { ...ending, output: output.text() };
}

/** Starts it as the leader of a process group, so that what it starts can be ended with it. */
function startCommand([program = '', ...args]: readonly string[], env: CommandSettings['env']): Child {
  return spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
}

function endingOf(child: ChildProcess, { timeoutMs, stop, graceMs = 2000 }: CommandSettings): Promise<ProcessEnd> {
  let timedOut = false;
  const timing = setTimeout(() => {
    timedOut = true;
    endGroup(child, 'SIGTERM', graceMs);
  }, timeoutMs);
  const stopping = (): void => {
    endGroup(child, stop.reason as NodeJS.Signals, graceMs);
  };
  stop.addEventListener('abort', stopping);
  if (stop.aborted) stopping();
  return new Promise<ProcessEnd>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode, signal) => {
      resolve({ exitCode, signal, timedOut });
    });
  }).finally(() => {
    clearTimeout(timing);
    stop.removeEventListener('abort', stopping);
  });
}

const reasons: Readonly<Record<string, Message>> = {
  ENOENT: say`command not found`,
  EACCES: say`permission denied`,
};

/** Turns a system error of a start into a message for the user; other errors are bugs and stay as they are. */
export function cannotRun(error: unknown, [program = '']: readonly string[]): unknown {
  const code = systemCodeOf(error);
  if (code === undefined) return error;
  return new BadUse(say`cannot run ${program}: ${reasons[code] ?? code}`);
}

/** Sends a signal to a command and its children, and kills them after a grace period. */
function endGroup(leader: ChildProcess, signal: NodeJS.Signals, graceMs: number): void {
  signalTo(leader, signal);
  const forcing = setTimeout(killGroup, graceMs, leader);
  leader.once('exit', () => {
    clearTimeout(forcing);
  });
}

/** Kills a command and its children. */
function killGroup(leader: ChildProcess): void {
  signalTo(leader, 'SIGKILL');
}

function signalTo({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has no process left.
  }
}
