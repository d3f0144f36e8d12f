import { types } from 'node:util';
import type { PlannedCase } from '../../../contracts/suite/run/plan.js';
import type { runCases } from '../../../contracts/suite/run/run.js';
import type { Target } from '../../../contracts/suite/target.js';
import { BadUse } from '../shared/flags.js';
import { type Io, usesColor } from '../shared/io.js';
import { inOneLine } from '../shared/text.js';
import { stackOf } from '../shared/user-files.js';
import { type ChosenTarget, NotReached } from './target.js';
import { refuseMisplaced, type VerifyFlags } from './flags.js';
import { interruptionBy } from './interruption.js';
import { leftBookings } from './left-bookings.js';
import { underWay } from './progress.js';
import type { Circumstances } from './run-suite.js';

/** How cases are played against a target; undefined for the suite's own way. */
export type PlayFor = (target: Target) => typeof runCases | undefined;

/** Plays the cases that the flags mean against the target that they name, and reports; resolves to the exit code. */
export async function playWith(flags: VerifyFlags, io: Io, playFor: PlayFor): Promise<number> {
  refuseMisplaced(flags);
  const { chosenTarget } = await import('./target.js');
  const { chosenCases } = await import('../drift/run-drift.js');
  const chosen = await chosenTarget(flags, io);
  const plan = await chosenCases(flags, chosen.target);
  if (flags.dryRun === true) {
    const { dryRunOf } = await import('./dry-run.js');
    const { text, exitCode } = await dryRunOf(plan, chosen.target, flags);
    io.stdout.write(text);
    return exitCode;
  }
  try {
    await chosen.demand();
  } catch (error) {
    if (!(error instanceof NotReached)) throw error;
    io.stderr.write(inOneLine(error.message));
    return 3;
  }
  return untilInterrupted(plan, { ...chosen, flags, play: playFor(chosen.target) }, io);
}

interface PlannedRun extends ChosenTarget {
  readonly flags: VerifyFlags;
  readonly play: ReturnType<PlayFor>;
}

/** Plays to the end, or to the second signal: then it resolves though cases are still under way. */
async function untilInterrupted(plan: readonly PlannedCase[], playing: PlannedRun, io: Io): Promise<number> {
  const going = underWay();
  const complain = (text: string): void => {
    io.stderr.write(inOneLine(text));
  };
  const left = leftBookings(io, complain);
  const tellWhatIsLeft = (): void => {
    if (playing.target.keepsState) for (const each of going.mayBeLeft()) complain(`may be left: ${each}`);
  };
  return new Promise<number>((resolve, reject) => {
    const end = (exitCode: number): void => {
      void left.exitCode(exitCode).then(resolve, reject);
    };
    const interruption = interruptionBy(io.signals, { clock: io.clock, lastWords: tellWhatIsLeft, end });
    const told = { complain, stop: interruption.stop, underWay: going, leftBookings: left };
    playAndReport(plan, playing, { io, told })
      .then((exitCode) => interruption.exitCode() ?? exitCode)
      .catch((error: unknown) => {
        tellWhatIsLeft();
        if (error instanceof BadUse || !types.isNativeError(error)) throw error;
        // A bug of ours; with the exit code of a broken contract it would accuse the target.
        io.stderr.write(`${stackOf(error)}\n`);
        return 3;
      })
      .finally(interruption.close)
      .then(end, reject);
  });
}

async function playAndReport(
  plan: readonly PlannedCase[],
  { flags, play, ...chosen }: PlannedRun,
  {
    io,
    told,
  }: { readonly io: Io; readonly told: Pick<Circumstances, 'complain' | 'stop' | 'underWay' | 'leftBookings'> },
): Promise<number> {
  const { verified } = await import('./run-suite.js');
  const { writeReports } = await import('./report-files.js');
  const color = usesColor(flags, io);
  const { report, exitCode } = await verified(plan, chosen, {
    ...told,
    provider: flags.provider,
    color,
    out: io.stdout,
    play,
  });
  await writeReports(report, flags, io);
  return exitCode;
}
