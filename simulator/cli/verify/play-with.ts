import type { PlannedCase } from '../../../contracts/suite/run/plan.js';
import type { runCases } from '../../../contracts/suite/run/run.js';
import type { Target } from '../../../contracts/suite/target.js';
import { BadUse } from '../bad-use.js';
import { isColoured } from '../is-coloured.js';
import { inOneLine } from '../one-line.js';
import type { ChosenTarget } from './chosen-target.js';
import type { VerifyFlags } from './flags.js';
import { refuseMisplaced } from './flags.js';
import { interruptionBy } from './interruption.js';
import { NotReached } from './running-simulator.js';
import { underWay } from './under-way.js';

/** How cases are played against a target; undefined for the suite's own way. */
export type PlayFor = (target: Target) => typeof runCases | undefined;

/** Plays the cases that the flags mean against the target that they name, reports, and sets the exit code. */
export async function playWith(flags: VerifyFlags, playFor: PlayFor): Promise<void> {
  refuseMisplaced(flags);
  const { chosenTarget } = await import('./chosen-target.js');
  const { chosenCases } = await import('./chosen-cases.js');
  const chosen = await chosenTarget(flags, process.env);
  const plan = await chosenCases(flags, chosen.target);
  if (flags.dryRun === true) {
    const { dryRunText } = await import('./dry-run.js');
    process.stdout.write(dryRunText(plan, chosen.target));
    return;
  }
  await chosen.demand().then(
    () => playAndReport(plan, chosen, { flags, play: playFor(chosen.target) }),
    (error: unknown) => {
      if (!(error instanceof NotReached)) throw error;
      complain(error.message);
      process.exitCode = 3;
    },
  );
}

async function playAndReport(
  plan: readonly PlannedCase[],
  chosen: ChosenTarget,
  { flags, play }: { readonly flags: VerifyFlags; readonly play: ReturnType<PlayFor> },
): Promise<void> {
  const { verified } = await import('./verified.js');
  const { writeReports } = await import('./report-files.js');
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
      play,
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
