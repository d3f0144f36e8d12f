import type { Command } from 'commander';
import { BadUse } from './shared/flags.js';
import type { CliRun } from './shared/io.js';
import { recordedRun } from './record/recorded-run.js';
import { defaultFolder } from './validation/record-files.js';
import { takingASandbox, takingCases, type VerifyFlags } from './verify/flags.js';
import { playWith } from './verify/play-with.js';

const help = `
It plays the cases as \`understudy verify\` does, and writes what was asked and answered, a file for each operation:
secrets as placeholders that keep equality, ids as references, times by their distance. Codes and texts stay as they are.
What skipped cases would have shown is not in it. \`understudy verify --target recording\` plays it back, and
\`understudy drift\` compares it. Only what the real providers answered validates anything.

Exit code: as of \`understudy verify\`.

Examples:
  understudy record --target sandbox --profile profile.yaml --i-own-this-account --i-own-these-numbers
  understudy record --target http://127.0.0.1:4010 --provider ytx --recording recordings
`;

interface RecordFlags extends VerifyFlags {
  readonly recording: string;
}

/** `understudy record`: plays the contract cases and keeps what came back. */
export function addRecord(program: Command, run: CliRun): void {
  const command = program
    .command('record')
    .description('play the contract cases, and keep what was asked and answered');
  takingASandbox(takingCases(command))
    .option('--target <target>', 'whom to ask: sandbox, simulator, or the URL of a running one', 'simulator')
    .option('--recording <dir>', 'where the recording is written', 'recordings')
    .option('--validation <dir>', 'for the sandbox: where records of what passed are kept; ./validation unless given')
    .option('--control-token <token>', 'the token that the control API of the simulator at the URL demands')
    .addHelpText('after', help)
    .action((flags: RecordFlags) => record(flags, run));
}

async function record(flags: RecordFlags, { io, exitWith }: CliRun): Promise<void> {
  const { recording: into, validation = defaultFolder, ...played } = flags;
  if (flags.target === 'recording') {
    throw new BadUse('--target recording has been recorded already; record the simulator, its URL or the sandbox');
  }
  // One after the other, so that what is recorded twice is the same twice.
  const exitCode = await playWith({ ...played, atOnce: 1 }, io, ({ origin }) =>
    recordedRun({ cwd: io.cwd, into, ...(origin === 'provider' && { validation }) }),
  );
  exitWith(exitCode);
}
