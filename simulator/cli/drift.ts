import type { Command } from 'commander';
import { type DriftFlags, refuseMisplaced } from './drift/flags.js';
import { type CliRun, exitCodeOf as exitCodeAfter, stopSignal } from './shared/io.js';
import { inOneLine } from './shared/text.js';
import { bookingLeftExitCode } from './verify/left-bookings.js';
import { takingASandbox, takingCases } from './verify/flags.js';

const help = `
The target is
  none     nobody is asked: the recording is held against the simulator, which is meant unless told otherwise
  sandbox  the real providers, with the account of a profile (docs/profile.example.yaml)

Exit code: 0 nothing has moved, 1 something has, 2 wrong use, or nothing could be compared, 3 the provider could not be
asked in full: unreachable, too slow, limited, out of order, 4 a booking could not be cancelled (understudy-left-*.json).
129, 130 or 143 after a signal.

Examples:
  understudy drift
  understudy drift --target sandbox --profile profile.yaml --i-own-this-account --i-own-these-numbers --patch patches
`;

/** `understudy drift`: compares the real provider, recordings, the simulator and the schemas, and says who moved. */
export function addDrift(program: Command, run: CliRun): void {
  const command = program
    .command('drift')
    .description('say who moved since the recording: the provider, the recording or the simulator');
  takingASandbox(takingCases(command))
    .option('--recording <dir>', 'where the recording is', 'recordings')
    .option('--target <target>', 'whom to ask: none or sandbox', 'none')
    .option('--patch <dir>', 'write what would settle it as patches for git apply')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', help)
    .action((flags: DriftFlags) => drift(flags, run));
}

async function drift(flags: DriftFlags, { io, exitWith }: CliRun): Promise<void> {
  refuseMisplaced(flags);
  const { drifted } = await import('./drift/run-drift.js');
  const stop = stopSignal(io.signals);
  const { said, complaints, exitCode } = await drifted(flags, { ...io, stop });
  io.stdout.write(said);
  for (const complaint of complaints) io.stderr.write(inOneLine(complaint));
  exitWith(stop.aborted && exitCode !== bookingLeftExitCode ? exitCodeAfter(stop) : exitCode);
}
