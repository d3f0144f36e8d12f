#!/usr/bin/env node
import { run } from './cli/main.js';
import { stallPorts } from './platform/stall-watch.js';
import { systemClock } from './platform/timers.js';

const { stdin, stdout, stderr, env, argv0 } = process;
const [, script = '', ...argv] = process.argv;

// Whoever reads may have read enough (`| head`): that is no reason to break off, let alone before what was booked is taken back.
for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

async function main(): Promise<never> {
  const exitCode = await run(argv, {
    stdin,
    stdout,
    stderr,
    env,
    cwd: process.cwd(),
    clock: systemClock,
    signals: process,
    program: { argv0, script },
    stallPorts,
    runCommand: async (...asked) => (await import('./cli/command-runs/command-run.js')).commandRun(...asked),
  });

  // On some systems pipes are written to later; what may still be under way, such as a second Ctrl-C, is not waited for.
  await Promise.all(
    [stdout, stderr].map(
      (stream) =>
        new Promise<void>((resolve) =>
          stream.write('', () => {
            resolve();
          }),
        ),
    ),
  );
  process.exit(exitCode);
}

// CommonJS, as which this is bundled, has no `await` here.
void main();
