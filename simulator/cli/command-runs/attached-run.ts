import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { type AttachedSettings, stopSignals, type StopSignal } from '../shared/io.js';
import { cannotRun } from './command-run.js';

/**
 * Runs a command without a shell on the streams of this process, and resolves to its exit code, 128 plus the number of a
 * signal that ended it; rejects with `BadUse` when it cannot start. Signals to this process go on to the command.
 */
export async function attachedRun(
  [program = '', ...args]: readonly string[],
  { env, cwd, signals, hasTerminal }: AttachedSettings,
): Promise<number> {
  const child = spawn(program, args, { env: { ...env }, cwd, stdio: 'inherit' });
  const passed = stopSignals.map((name): readonly [StopSignal, () => void] => [
    name,
    () => {
      // Twice the same signal means to many programs that they must end at once.
      if (!(hasTerminal && name === 'SIGINT')) child.kill(name);
    },
  ]);
  for (const [name, pass] of passed) signals.on(name, pass);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (exitCode, signal) => {
        resolve(signal === null ? (exitCode ?? 1) : 128 + constants.signals[signal]);
      });
    });
  } catch (error) {
    throw cannotRun(error, [program]);
  } finally {
    for (const [name, pass] of passed) signals.off(name, pass);
  }
}
