import { say } from '../../../contracts/messages.js';
import { resolve } from 'node:path';
import { types } from 'node:util';
import type { CaseFile } from '../../../contracts/suite/case.js';
import type { PlannedCase } from '../../../contracts/suite/run/plan.js';
import type { runCases } from '../../../contracts/suite/run/run.js';
import type { Target } from '../../../contracts/suite/target.js';
import { BadUse, inShard } from '../shared/flags.js';
import { type CliIo, usesColor } from '../shared/io.js';
import { complainTo } from '../shared/text.js';
import { stackOf, systemCodeOf, whyUnreadable } from '../shared/user-files.js';
import { type ChosenTarget, NotReached } from './target.js';
import { refuseMisplaced, type VerifyFlags } from './flags.js';
import { interruptionBy } from './interruption.js';
import { leftBookings } from './left-bookings.js';
import { runState } from './progress.js';
import type { Circumstances } from './run-suite.js';

/** How to run cases against a target; undefined for the default of the suite. */
export type PlayFor = (target: Target) => typeof runCases | undefined;

/** Runs the selected cases against the selected target, and reports; resolves to the exit code. */
export async function playWith(flags: VerifyFlags, io: CliIo, playFor: PlayFor): Promise<number> {
  refuseMisplaced(flags);
  const { chosenTarget } = await import('./target.js');
  const { chosenCases } = await import('../drift/run-drift.js');
  const chosen = await chosenTarget(flags, io);
  const plan = inShard(await chosenCases(flags, chosen.target, await ownCaseFiles(flags, io)), flags.shard);
  if (flags.dryRun === true) {
    const { dryRunOf } = await import('./dry-run.js');
    const { text, exitCode } = await dryRunOf(plan, chosen.target, { ...flags, text: io.text });
    io.stdout.write(text);
    return exitCode;
  }
  try {
    await chosen.demand();
  } catch (error) {
    if (!(error instanceof NotReached)) throw error;
    complainTo(io)(error.says);
    return 3;
  }
  return playUntilInterrupted(plan, { ...chosen, flags, play: playFor(chosen.target) }, io);
}

/** The files of `--case-file`, undefined without the flag; `BadUse` for one that cannot be read, or two of one name. */
async function ownCaseFiles(
  { caseFile: paths }: Pick<VerifyFlags, 'caseFile'>,
  { cwd }: Pick<CliIo, 'cwd'>,
): Promise<readonly CaseFile[] | undefined> {
  if (paths === undefined) return undefined;
  const { readCaseFile } = await import('../../../contracts/suite/read-cases.js');
  const files = await Promise.all(
    paths.map(async (path) => {
      try {
        return await readCaseFile(resolve(cwd, path), path);
      } catch (error) {
        if (systemCodeOf(error) === undefined) throw error;
        throw new BadUse(say`cannot read the case file ${path}: ${whyUnreadable(error)}`);
      }
    }),
  );
  const names = files.map(({ provider, operation }) => `${provider}/${operation}`);
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated === undefined) return files;
  throw new BadUse(say`two case files have the name ${repeated}; rename one, since reports and recordings name it`);
}

interface PlannedRun extends ChosenTarget {
  readonly flags: VerifyFlags;
  readonly play: ReturnType<PlayFor>;
}

/** Runs to the end, or to the second signal: then it resolves while cases are still running. */
async function playUntilInterrupted(plan: readonly PlannedCase[], playing: PlannedRun, io: CliIo): Promise<number> {
  const state = runState();
  const complain = complainTo(io);
  const left = leftBookings(io, complain);
  const reportLeftovers = (): void => {
    if (playing.target.keepsState) for (const each of state.mayBeLeft()) complain(say`possibly not cancelled: ${each}`);
  };
  return new Promise<number>((resolve, reject) => {
    const end = (exitCode: number): void => {
      void left.exitCode(exitCode).then(resolve, reject);
    };
    const interruption = interruptionBy(io.signals, { clock: io.clock, beforeExit: reportLeftovers, end });
    const means = { complain, stop: interruption.stop, runState: state, leftBookings: left };
    playAndReport(plan, playing, { io, means })
      .then((exitCode) => interruption.exitCode() ?? exitCode)
      .catch((error: unknown) => {
        reportLeftovers();
        if (error instanceof BadUse || !types.isNativeError(error)) throw error;
        // A bug of this program: the exit code of a failed case would blame the target.
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
    means,
  }: { readonly io: CliIo; readonly means: Pick<Circumstances, 'complain' | 'stop' | 'runState' | 'leftBookings'> },
): Promise<number> {
  const { runSuite } = await import('./run-suite.js');
  const { writeReports } = await import('./report-files.js');
  const color = usesColor(flags, io);
  const { report, exitCode } = await runSuite(plan, chosen, {
    ...means,
    provider: flags.provider,
    color,
    text: io.text,
    out: io.stdout,
    play,
  });
  await writeReports(report, flags, io);
  return exitCode;
}
