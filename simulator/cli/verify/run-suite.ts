import { english, type Message, say, type Render } from '../../../contracts/messages.js';
import { type AboutCheck, consoleReport, type Report, reportOf } from '../../../contracts/suite/reports/index.js';
import type { PlannedCase } from '../../../contracts/suite/run/plan.js';
import { type CaseResult, exitCodeOf } from '../../../contracts/suite/run/result.js';
import { runCases } from '../../../contracts/suite/run/run.js';
import { evidenceText } from '../../checks-report/markdown.js';
import { checksOf } from '../../checks-report/rows.js';
import { systemClock } from '../../platform/timers.js';
import { version } from '../../platform/version.js';
import { providers } from '../../providers/index.js';
import { maxInconclusive, abortAfter } from './abort-after.js';
import type { LeftBookings } from './left-bookings.js';
import { progressReporter, type Stream, type RunState } from './progress.js';
import { learningRedactor } from './secrets.js';
import type { ChosenTarget } from './target.js';

/** Output, stop signal and state of a run. */
export interface Circumstances {
  readonly provider: string | undefined;
  readonly color: boolean;
  readonly out: Stream;
  /** Default: in English. */
  readonly text?: Render;
  readonly complain: (says: Message) => void;
  /** Ends the run. */
  readonly stop: AbortSignal;
  readonly runState: RunState;
  readonly leftBookings: LeftBookings;
  /** Runs the cases (default: `runCases` of the suite). */
  readonly play?: typeof runCases | undefined;
}

/** Runs the cases and prints the results; returns the report and the exit code. */
export async function runSuite(
  plan: readonly PlannedCase[],
  { target, atOnce, secrets }: Omit<ChosenTarget, 'demand'>,
  { provider, color, text = english, out, complain, stop, runState, leftBookings, play = runCases }: Circumstances,
): Promise<{ readonly report: Report; readonly exitCode: number }> {
  const { redact, learn } = learningRedactor(secrets);
  const reporter = progressReporter(out, { total: plan.length, color, redact, text });
  const abort = new AbortController();
  const countInconclusive = abortAfter(() => {
    abort.abort();
  });
  const options = {
    target,
    atOnce,
    clock: systemClock,
    stop: AbortSignal.any([stop, abort.signal]),
    onBegin: runState.begin,
    onResult(result: CaseResult) {
      learn(result);
      runState.end(result);
      leftBookings.note(result);
      reporter.report(result);
      countInconclusive(result);
    },
  };
  const run = await play(plan, options).finally(reporter.close);
  const report = reportOf(run, { checks: checkFacts(provider), version, redact });
  out.write(consoleReport(report, { color, text }));
  if (abort.signal.aborted) complain(say`${maxInconclusive} cases in a row are inconclusive, so the run was stopped`);
  return { report, exitCode: await leftBookings.exitCode(exitCodeOf(run)) };
}

/** Statement and evidence of every check of a provider, or of all, by name. */
function checkFacts(provider: string | undefined): Readonly<Record<string, AboutCheck>> {
  const rows = providers.filter(({ name }) => provider === undefined || name === provider).flatMap(checksOf);
  return Object.fromEntries(
    rows.map(({ check, statement, evidence }) => [
      check,
      { statement, evidence: evidence.map((each) => evidenceText(each)) },
    ]),
  );
}
