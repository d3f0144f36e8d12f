import type { Command } from 'commander';
import type { CliRun } from './shared/io.js';
import { wholeNumber } from './shared/flags.js';
import { recordedRun } from './record/recorded-run.js';
import { takingASandbox, takingCases, type VerifyFlags } from './verify/flags.js';
import { playWith } from './verify/play-with.js';
import { defaultFolder } from './validation/record-files.js';

const help = `
The target is
  simulator  the one in this process, which is meant unless told otherwise
  <url>      a simulator that is running, such as http://127.0.0.1:4010
  recording  what was recorded before, in ./recordings or where --recording says
  sandbox    the real providers, with the account of a profile (docs/profile.example.yaml)

Exit code: 0 the contract holds, 1 it does not, 2 wrong use, or nothing could be played, 3 the target could not be
judged in full: unreachable, too slow, limited, out of order, or the run was ended, 4 a booking could not be cancelled,
whatever else came of the run: confid, booktime and numbers are in understudy-left-*.json. 129, 130 or 143 after a signal.

Examples:
  understudy verify
  understudy verify --provider ytx --case '*booking*' --target http://127.0.0.1:4010
  understudy verify --target sandbox --profile profile.yaml --dry-run
`;

/** `understudy verify`: plays the contract cases against a target. */
export function addVerify(program: Command, { io, exitWith }: CliRun): void {
  const command = program
    .command('verify')
    .description('play the contract cases against a simulator, a recording or the real sandbox');
  takingASandbox(takingCases(command))
    .option('--target <target>', 'whom to ask', 'simulator')
    .option('--validation <dir>', 'for the sandbox: where records of what passed are kept; ./validation unless given')
    .option('--recording <dir>', 'where the recording is; ./recordings unless given')
    .option('--control-token <token>', 'the token that the control API of the simulator at the URL demands')
    .option('--at-once <n>', 'cases at once; 8 in process, 4 over HTTP, always 1 in the sandbox', wholeNumber(1, 64))
    .option('--dry-run', 'print what a run would do and which numbers could ring, and send nothing; needs no secret')
    .option('--verbose', 'for --dry-run: print a line for each case')
    .option('--junit <file>', 'write a JUnit XML report')
    .option('--json <file>', 'write a JSON report')
    .option('--html <file>', 'write an HTML report')
    .option('--color', 'in colors; on a terminal unless NO_COLOR is set')
    .option('--no-color', 'without colors')
    .addHelpText('after', help)
    .action(async (flags: VerifyFlags) => {
      const { cwd } = io;
      const { validation = defaultFolder } = flags;
      exitWith(
        await playWith(flags, io, ({ origin }) =>
          origin === 'provider' ? recordedRun({ cwd, validation }) : undefined,
        ),
      );
    });
}
