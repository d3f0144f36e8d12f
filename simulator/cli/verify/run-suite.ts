import { type AboutCheck, consoleReport, type Report, reportOf } from '../../../contracts/suite/reports/index.js';
import type { PlannedCase } from '../../../contracts/suite/run/plan.js';
import { type CaseResult, exitCodeOf } from '../../../contracts/suite/run/result.js';
import { runCases } from '../../../contracts/suite/run/run.js';
import { evidenceText } from '../../checks-report/markdown.js';
import { checksOf } from '../../checks-report/rows.js';
import { systemClock } from '../../platform/timers.js';
import { version } from '../../platform/version.js';
import { providers } from '../../providers/index.js';
import { patience, patienceWith } from './environment.js';
import type { LeftBookings } from './left-bookings.js';
import { narrationOn, type Stream, type UnderWay } from './progress.js';
import { learningRedactor } from './secrets.js';
import type { ChosenTarget } from './target.js';

/** What a run is told on and ended by. */
export interface Circumstances {
  readonly provider: string | undefined;
  readonly color: boolean;
  readonly out: Stream;
  readonly complain: (text: string) => void;
  /** Ends the run. */
  readonly stop: AbortSignal;
  readonly underWay: UnderWay;
  readonly leftBookings: LeftBookings;
  /** Plays the cases; what else it makes of them is its own affair. The suite's own way unless given. */
  readonly play?: typeof runCases | undefined;
}

/** Plays the cases and tells of them; gives the report, and what the process is to exit with. */
export async function verified(
  plan: readonly PlannedCase[],
  { target, atOnce, secrets }: Omit<ChosenTarget, 'demand'>,
  { provider, color, out, complain, stop, underWay, leftBookings, play = runCases }: Circumstances,
): Promise<{ readonly report: Report; readonly exitCode: number }> {
  const { redact, learn } = learningRedactor(secrets);
  const narration = narrationOn(out, { total: plan.length, color, redact });
  const givingUp = new AbortController();
  const heedPatience = patienceWith(() => {
    givingUp.abort();
  });
  const options = {
    target,
    atOnce,
    clock: systemClock,
    stop: AbortSignal.any([stop, givingUp.signal]),
    onBegin: underWay.begins,
    onResult(result: CaseResult) {
      learn(result);
      underWay.ended(result);
      leftBookings.note(result);
      narration.heard(result);
      heedPatience(result);
    },
  };
  const run = await play(plan, options).finally(narration.close);
  const report = reportOf(run, { checks: checkFacts(provider), version, redact });
  out.write(consoleReport(report, { color }));
  if (givingUp.signal.aborted) complain(`${patience} cases in a row could not be judged, so the run was ended`);
  return { report, exitCode: await leftBookings.exitCode(exitCodeOf(run)) };
}

/** What is known of every check of a provider, or of all, by name. */
function checkFacts(provider: string | undefined): Readonly<Record<string, AboutCheck>> {
  const rows = providers.filter(({ name }) => provider === undefined || name === provider).flatMap(checksOf);
  return Object.fromEntries(
    rows.map(({ check, statement, evidence }) => [check, { statement, evidence: evidence.map(evidenceText) }]),
  );
}
