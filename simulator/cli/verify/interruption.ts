import { signalExitCodes, type Signals, type Stopping } from '../shared/io.js';

/** How a run is interrupted. */
interface Interruption {
  /** Is aborted by the first signal. */
  readonly stop: AbortSignal;
  /** What to exit with after a signal; undefined when there was none. */
  readonly exitCode: () => number | undefined;
  /** Signals are none of our business any more. */
  readonly close: () => void;
}

/** Ctrl-C under npm arrives twice, from the terminal and from npm; nobody means a second one so soon, ms. */
export const echoMs = 500;

/** What an interruption needs besides signals. */
interface InterruptionMeans {
  readonly clock: { now(): number };
  /** What is said before a run is ended at once. */
  readonly lastWords: () => void;
  /** Ends the run at once, with this exit code. */
  readonly end: (exitCode: number) => void;
}

/** Lets the first signal stop a run in good order; a second one ends it at once, after its last words. */
export function interruptionBy(signals: Signals, { clock, lastWords, end }: InterruptionMeans): Interruption {
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
      end(code);
    },
  }));
  for (const { signal, heard } of hearing) signals.on(signal, heard);
  return {
    stop: controller.signal,
    exitCode: () => first?.code,
    close() {
      for (const { signal, heard } of hearing) signals.off(signal, heard);
    },
  };
}
