import type { Command } from 'commander';
import { type DriftFlags, misuseOf, refuseMisplaced } from './drift/flags.js';
import { applicable } from './settings/apply.js';
import { flagTexts, flagWithDefault } from './shared/flags.js';
import { helpParagraphs } from './shared/help.js';
import { type CliRun, exitCodeOf as exitCodeAfter, stopSignal } from './shared/io.js';
import { complainTo } from './shared/text.js';
import { bookingLeftExitCode } from './verify/left-bookings.js';
import { addSandboxFlags, addCaseFlags } from './verify/flags.js';

const help = `
Targets:
  none     compare the recording with the simulator, and send nothing (default)
  sandbox  compare both with the real providers too, with the account of a profile (docs/profile.example.yaml)

Exit code: 0 no drift, 1 drift, 2 invalid use, or nothing to compare, 3 a case is inconclusive (the provider is
unreachable, slow, rate-limited or out of order), 4 a booking is not cancelled (understudy-left-*.json). 129, 130 or 143
after a signal.

Examples:
  understudy drift
  understudy drift --target sandbox --profile profile.yaml --i-own-this-account --i-own-these-numbers --patch patches
`;

/** `understudy drift`: compares the provider, recordings, the simulator and the schemas, and reports what changed. */
export function addDrift(program: Command, run: CliRun): void {
  const command = program
    .command('drift')
    .description('Compare a recording with the simulator and the provider, and report what changed.');
  addSandboxFlags(addCaseFlags(command))
    .addOption(flagWithDefault('--recording <dir>', flagTexts.recording, { value: 'recordings' }))
    .addOption(
      flagWithDefault('--target <target>', 'provider to compare with, too: none or sandbox', { value: 'none' }),
    )
    .option('--patch <dir>', 'write corrections to this folder, as patches for git apply')
    .option('--json', flagTexts.json)
    .addHelpText('after', helpParagraphs(run.io.text, help))
    .action((flags: DriftFlags, self: Command) => drift(applicable(flags, self, misuseOf(flags)), run));
}

async function drift(flags: DriftFlags, { io, exitWith }: CliRun): Promise<void> {
  refuseMisplaced(flags);
  const { runDrift } = await import('./drift/run-drift.js');
  const stop = stopSignal(io.signals);
  const { said, warnings, exitCode } = await runDrift(flags, { ...io, stop });
  io.stdout.write(said);
  for (const complaint of warnings) complainTo(io)(complaint);
  exitWith(stop.aborted && exitCode !== bookingLeftExitCode ? exitCodeAfter(stop) : exitCode);
}
