import { signalExitCodes, type Signals, type StopSignal } from '../shared/io.js';

/** The interruption of a run by signals. */
interface Interruption {
  /** Aborts on the first signal. */
  readonly stop: AbortSignal;
  /** The exit code after a signal; undefined without a signal. */
  readonly exitCode: () => number | undefined;
  /** Stops listening to signals. */
  readonly close: () => void;
}

/** Ctrl-C under npm arrives twice, from the terminal and from npm: a second signal within this time is ignored, ms. */
export const echoMs = 500;

/** The clock and the actions of an interruption. */
interface InterruptionMeans {
  readonly clock: { now(): number };
  /** Runs before an immediate end. */
  readonly beforeExit: () => void;
  /** Ends the run immediately, with this exit code. */
  readonly end: (exitCode: number) => void;
}

/** The first signal stops a run in order; the second one ends it immediately, after `beforeExit`. */
export function interruptionBy(signals: Signals, { clock, beforeExit, end }: InterruptionMeans): Interruption {
  const controller = new AbortController();
  let first: { readonly at: number; readonly code: number } | undefined;
  const listeners = Object.entries(signalExitCodes).map(([signal, code]) => ({
    signal: signal as StopSignal,
    onSignal: () => {
      const at = clock.now();
      if (first === undefined) {
        first = { at, code };
        controller.abort();
        return;
      }
      if (at - first.at < echoMs) return;
      beforeExit();
      end(code);
    },
  }));
  for (const { signal, onSignal } of listeners) signals.on(signal, onSignal);
  return {
    stop: controller.signal,
    exitCode: () => first?.code,
    close() {
      for (const { signal, onSignal } of listeners) signals.off(signal, onSignal);
    },
  };
}
