import type { Stopping } from '../signal-exit-codes.js';
import { signalExitCodes } from '../signal-exit-codes.js';

/** Is aborted, with its name as the reason, by the first signal that tells this process to end. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of Object.keys(signalExitCodes)) {
    process.on(signal, () => {
      controller.abort(signal);
    });
  }
  return controller.signal;
}

/** The exit code of a process that was told to end. */
export const exitCodeOf = ({ reason }: AbortSignal): number => signalExitCodes[reason as Stopping];
