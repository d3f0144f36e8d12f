#!/usr/bin/env node
import { networkInterfaces } from 'node:os';
import { run } from './cli/main.js';
import type { Signals } from './cli/shared/io.js';
import { stallPorts } from './platform/stall-watch.js';
import { systemClock } from './platform/timers.js';
import { watchFile } from './platform/watch-file.js';

const { stdin, stdout, stderr, env, argv0 } = process;
const [, script = '', ...argv] = process.argv;

// A closed output (`| head`) must not end the process before bookings are cancelled.
for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

let onStop = (): void => undefined;
const stopped = new Promise<void>((resolve) => {
  onStop = resolve;
});
const signals: Signals = {
  on: (signal, listener) => process.on(signal, onStop).on(signal, listener),
  off: (signal, listener) => process.off(signal, listener),
};

/** After a signal, a reader of the output that has stopped to read must not keep the process, ms. */
const graceMs = 1000;

async function main(): Promise<never> {
  const exitCode = await run(argv, {
    stdin,
    stdout,
    stderr,
    env,
    cwd: process.cwd(),
    dataFolder: async () => (await import('env-paths')).default('understudy', { suffix: '' }).data,
    clock: systemClock,
    signals,
    interfaces: () => Object.values(networkInterfaces()).flatMap((each) => each ?? []),
    program: { argv0, script },
    stallPorts,
    watchFile,
    runCommand: async (...asked) => (await import('./cli/command-runs/command-run.js')).commandRun(...asked),
    runAttached: async (...asked) => (await import('./cli/command-runs/attached-run.js')).attachedRun(...asked),
  });

  // On some systems, pipes are written asynchronously, so wait for the output, and for nothing else.
  const written = [stdout, stderr].map(
    (stream) =>
      new Promise<void>((resolve) =>
        stream.write('', () => {
          resolve();
        }),
      ),
  );
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, graceMs));
  await Promise.race([Promise.all(written), stopped.then(pause)]);
  process.exit(exitCode);
}

// The bundle is CommonJS, which has no top-level `await`.
void main();
