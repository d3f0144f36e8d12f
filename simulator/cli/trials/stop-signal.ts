import type { Signals } from '../io.js';
import type { Stopping } from '../signal-exit-codes.js';
import { signalExitCodes } from '../signal-exit-codes.js';

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
