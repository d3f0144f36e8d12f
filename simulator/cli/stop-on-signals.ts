import type { Listening } from '../http/lifecycle.js';

/**
 * Lets what is under way come to its end, for 1 s at most, and ends the process.
 *
 * Further signals change nothing: Ctrl-C under `npm start` arrives twice, from the terminal and from npm.
 */
export function stopOnSignals(listening: Listening): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      void listening.close(1000).then(() => process.exit(0));
    });
  }
}
