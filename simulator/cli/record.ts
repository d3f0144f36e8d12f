import { say } from '../../contracts/messages.js';
import type { Command } from 'commander';
import { applicable } from './settings/apply.js';
import { BadUse, flagTexts, flagWithDefault } from './shared/flags.js';
import { helpParagraphs } from './shared/help.js';
import type { CliRun } from './shared/io.js';
import {
  addSandboxFlags,
  addCaseFlags,
  addOwnCaseFlags,
  defaultFolder,
  misuseOf,
  type VerifyFlags,
} from './verify/flags.js';

const help = `
Targets: simulator (default), sandbox, or the URL of a running simulator.

The recording has a file for each operation. Secrets become placeholders, ids become references, times become relative;
codes and texts stay unchanged. Skipped cases are not in it. \`understudy verify --target recording\` replays it, and
\`understudy drift\` compares it. Only recordings of the real providers validate the contract.

Exit code: as for \`understudy verify\`.

Examples:
  understudy record --target sandbox --profile profile.yaml --i-own-this-account --i-own-these-numbers
  understudy record --target http://127.0.0.1:4010 --provider ytx --recording recordings
`;

interface RecordFlags extends VerifyFlags {
  readonly recording: string;
}

/** `understudy record`: runs the contract cases and records requests and replies. */
export function addRecord(program: Command, run: CliRun): void {
  const command = program.command('record').description('Run the contract cases, and record requests and replies.');
  addSandboxFlags(addOwnCaseFlags(addCaseFlags(command)))
    .addOption(flagWithDefault('--target <target>', flagTexts.target, { value: 'simulator' }))
    .addOption(flagWithDefault('--recording <dir>', flagTexts.recording, { value: 'recordings' }))
    .option('--validation <dir>', `for the sandbox: ${flagTexts.validation} (default: ${defaultFolder})`)
    .option('--control-token <token>', flagTexts.controlToken)
    .addHelpText('after', helpParagraphs(run.io.text, help))
    .action((flags: RecordFlags, self: Command) =>
      record(
        applicable(
          flags,
          self,
          misuseOf(flags.target).filter((name) => name !== 'recording'),
        ),
        run,
      ),
    );
}

async function record(flags: RecordFlags, { io, exitWith }: CliRun): Promise<void> {
  const { recording: into, validation = defaultFolder, ...played } = flags;
  if (flags.target === 'recording') {
    throw new BadUse(say`--target recording cannot be recorded: use simulator, the URL of a simulator, or sandbox`);
  }
  const { recordedRun } = await import('./record/recorded-run.js');
  const { playWith } = await import('./verify/play-with.js');
  // One case at a time, so that two recordings of the same cases are equal.
  const exitCode = await playWith({ ...played, atOnce: 1 }, io, ({ origin }) =>
    recordedRun({ cwd: io.cwd, into, ...(origin === 'provider' && { validation }) }),
  );
  exitWith(exitCode);
}
