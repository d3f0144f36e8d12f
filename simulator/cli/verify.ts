import type { Command } from 'commander';
import type { PlannedCase } from '../../contracts/suite/run/plan.js';
import { BadUse } from './bad-use.js';
import { inOneLine } from './one-line.js';
import { wholeNumber } from './numbers.js';
import type { ChosenTarget } from './verify/chosen-target.js';
import type { VerifyFlags } from './verify/flags.js';
import { refuseMisplaced } from './verify/flags.js';
import { interruptionBy } from './verify/interruption.js';
import { NotReached } from './verify/running-simulator.js';
import { underWay } from './verify/under-way.js';

const help = `
The target is
  simulator  the one in this process, which is meant unless told otherwise
  <url>      a simulator that is running, such as http://127.0.0.1:4010
  recording  what was recorded before, in ./recordings or where --recording says
  sandbox    the real providers, with the account of a profile (docs/profile.example.yaml)

Exit code: 0 the contract holds, 1 it does not, 2 wrong use, or nothing could be played, 3 the target could not be
judged in full: unreachable, too slow, limited, out of order, or the run was ended. 130 or 143 after a signal.

Examples:
  understudy verify
  understudy verify --provider ytx --case '*booking*' --target http://127.0.0.1:4010
  understudy verify --target sandbox --profile profile.yaml --dry-run
`;

/** `understudy verify`: plays the contract cases against a target. */
export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('play the contract cases against a simulator, a recording or the real sandbox')
    .option('--provider <name>', 'only the cases of this provider')
    .option('--case <glob...>', 'only cases whose id fits: part of it, or a glob with * and ?')
    .option('--target <target>', 'whom to ask', 'simulator')
    .option('--profile <file>', 'for the sandbox: YAML or JSON; the text in UNDERSTUDY_PROFILE unless given')
    .option('--i-own-this-account', 'for the sandbox: yes, book and cancel with the account of the profile')
    .option('--allow-dialling', 'for the sandbox: play also the cases in which real phones ring')
    .option('--recording <dir>', 'where the recording is; ./recordings unless given')
    .option('--control-token <token>', 'the token that the control API of the simulator at the URL demands')
    .option('--timeout <seconds>', 'how long a request may take; 10 unless given', wholeNumber(1, 600))
    .option('--at-once <n>', 'cases at once; 8 in process, 4 over HTTP, always 1 in the sandbox', wholeNumber(1, 64))
    .option('--dry-run', 'print what would be played and what would be skipped, and send nothing')
    .option('--junit <file>', 'write a JUnit XML report')
    .option('--json <file>', 'write a JSON report')
    .option('--html <file>', 'write an HTML report')
    .option('--colour', 'in colours; on a terminal unless NO_COLOR is set')
    .option('--no-colour', 'without colours')
    .addHelpText('after', help)
    .action(verify);
}

async function verify(flags: VerifyFlags): Promise<void> {
  refuseMisplaced(flags);
  const { chosenTarget } = await import('./verify/chosen-target.js');
  const { chosenCases } = await import('./verify/chosen-cases.js');
  const chosen = await chosenTarget(flags, process.env);
  const plan = await chosenCases(flags, chosen.target);
  if (flags.dryRun === true) {
    const { dryRunText } = await import('./verify/dry-run.js');
    process.stdout.write(dryRunText(plan, chosen.target));
    return;
  }
  await chosen.demand().then(
    () => playAndReport(plan, chosen, flags),
    (error: unknown) => {
      if (!(error instanceof NotReached)) throw error;
      complain(error.message);
      process.exitCode = 3;
    },
  );
}

async function playAndReport(plan: readonly PlannedCase[], chosen: ChosenTarget, flags: VerifyFlags): Promise<void> {
  const { verified } = await import('./verify/verified.js');
  const { writeReports } = await import('./verify/report-files.js');
  const going = underWay();
  const tellWhatIsLeft = (): void => {
    if (chosen.target.keepsState) for (const each of going.mayBeLeft()) complain(`may be left: ${each}`);
  };
  const clock = { now: () => Date.now() };
  const interruption = interruptionBy(process, { clock, lastWords: tellWhatIsLeft });
  try {
    const { report, exitCode } = await verified(plan, chosen, {
      provider: flags.provider,
      colour: isColoured(flags),
      out: process.stdout,
      complain,
      stop: interruption.stop,
      underWay: going,
    });
    await writeReports(report, flags, process.env);
    process.exitCode = interruption.exitCode() ?? exitCode;
  } catch (error) {
    tellWhatIsLeft();
    if (error instanceof BadUse || !(error instanceof Error)) throw error;
    // A bug of ours; with the exit code of a broken contract it would accuse the target.
    process.stderr.write(`${error.stack ?? error.message}\n`);
    process.exitCode = 3;
  } finally {
    interruption.close();
  }
}

const complain = (text: string): void => {
  process.stderr.write(inOneLine(text));
};

const isColoured = ({ colour }: VerifyFlags): boolean =>
  colour ?? (process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '');
