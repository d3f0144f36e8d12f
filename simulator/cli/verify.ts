import type { Command } from 'commander';
import { applicable } from './settings/apply.js';
import { helpParagraphs } from './shared/help.js';
import type { CliRun } from './shared/io.js';
import { flagTexts, flagWithDefault, shardFlag, wholeNumber } from './shared/flags.js';
import { addReadingsFlags } from './shared/readings-flag.js';
import {
  addSandboxFlags,
  addCaseFlags,
  addOwnCaseFlags,
  defaultFolder,
  misuseOf,
  type VerifyFlags,
} from './verify/flags.js';

const help = `
Targets:
  simulator  a simulator in this process (default)
  <url>      a running simulator, such as http://127.0.0.1:4010
  recording  the replies in the folder --recording
  sandbox    the real providers, with the account of a profile (docs/profile.example.yaml)

Exit code: 0 every case passed, 1 a case failed, 2 invalid use, or no case ran, 3 a case is inconclusive (the target is
unreachable, slow, rate-limited or out of order) or the run was stopped, 4 a booking is not cancelled, with any other
result: see understudy-left-*.json for its confid, booktime and numbers. 129, 130 or 143 after a signal.

Examples:
  understudy verify
  understudy verify --provider ytx --case '*booking*' --target http://127.0.0.1:4010
  understudy verify --shard 1/4 --junit verify.xml
  understudy verify --reading xylink/unknownEnterprise=bad-signature
  understudy verify --case-file mute.cases.yaml --stubs stubs.yaml
  understudy verify --target sandbox --profile profile.yaml --dry-run
`;

/** `understudy verify`: runs the contract cases against a target. */
export function addVerify(program: Command, { io, exitWith }: CliRun): void {
  const command = program
    .command('verify')
    .description('Run the contract cases against a simulator, a recording or the sandbox.');
  addReadingsFlags(addSandboxFlags(addOwnCaseFlags(addCaseFlags(command))))
    .addOption(flagWithDefault('--target <target>', flagTexts.target, { value: 'simulator' }))
    .option('--validation <dir>', `for the sandbox: ${flagTexts.validation} (default: ${defaultFolder})`)
    .option('--recording <dir>', `${flagTexts.recording} (default: recordings)`)
    .option('--control-token <token>', flagTexts.controlToken)
    .option('--at-once <n>', 'cases at once (default: 8 in process, 4 over HTTP, 1 in the sandbox)', wholeNumber(1, 64))
    .option('--shard <part>', 'run one part of the cases, such as 1/4', shardFlag)
    .option('--dry-run', 'print the planned requests and the numbers that can ring; send nothing')
    .option('--verbose', 'with --dry-run: print a line for each case')
    .option('--junit <file>', flagTexts.junit)
    .option('--json <file>', flagTexts.jsonFile)
    .option('--html <file>', flagTexts.html)
    .option('--color', flagTexts.color)
    .option('--no-color', flagTexts.noColor)
    .addHelpText('after', helpParagraphs(io.text, help))
    .action(async (all: VerifyFlags, self: Command) => {
      const flags = applicable(all, self, misuseOf(all.target));
      const { cwd } = io;
      const { validation = defaultFolder } = flags;
      const { recordedRun } = await import('./record/recorded-run.js');
      const { playWith } = await import('./verify/play-with.js');
      exitWith(
        await playWith(flags, io, ({ origin }) =>
          origin === 'provider' ? recordedRun({ cwd, validation }) : undefined,
        ),
      );
    });
}
