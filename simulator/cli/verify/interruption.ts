import type { Stopping } from '../signal-exit-codes.js';
import { signalExitCodes } from '../signal-exit-codes.js';

/** What hears the signals, and ends: a process. */
export interface Interruptible {
  readonly on: (signal: Stopping, heard: () => void) => unknown;
  readonly off: (signal: Stopping, heard: () => void) => unknown;
  readonly exit: (code: number) => unknown;
}

/** How a run is interrupted. */
export interface Interruption {
  /** Is aborted by the first signal. */
  readonly stop: AbortSignal;
  /** What to exit with after a signal; undefined when there was none. */
  readonly exitCode: () => number | undefined;
  /** Signals are none of our business any more. */
  readonly close: () => void;
}

/** Ctrl-C under npm arrives twice, from the terminal and from npm; nobody means a second one so soon, ms. */
export const echoMs = 500;

/** Lets the first signal stop a run in good order; a second one ends the process at once, after its last words. */
export function interruptionBy(
  process: Interruptible,
  { clock, lastWords }: { readonly clock: { now(): number }; readonly lastWords: () => void },
): Interruption {
  const controller = new AbortController();
  let first: { readonly at: number; readonly code: number } | undefined;
  const hearing = Object.entries(signalExitCodes).map(([signal, code]) => ({
    signal: signal as Stopping,
    heard: () => {
      const at = clock.now();
      if (first === undefined) {
        first = { at, code };
        controller.abort();
        return;
      }
      if (at - first.at < echoMs) return;
      lastWords();
      process.exit(code);
    },
  }));
  for (const { signal, heard } of hearing) process.on(signal, heard);
  return {
    stop: controller.signal,
    exitCode: () => first?.code,
    close() {
      for (const { signal, heard } of hearing) process.off(signal, heard);
    },
  };
}
