import { visibleLine } from '../../../contracts/suite/reports/visible.js';
import { courierOver } from '../../http/callbacks/courier.js';
import type { LabReport } from '../../lab/reports/index.js';
import { labConsole, labReportOf, probeLine, reportedProbe } from '../../lab/reports/index.js';
import type { RunEnd } from '../../lab/run.js';
import { runProbes } from '../../lab/run.js';
import { worldsSpelling } from '../../lab/spelling.js';
import { alarm } from '../../platform/pause.js';
import { systemClock } from '../../platform/system-clock.js';
import { version } from '../../platform/version.js';
import { providers } from '../../providers/index.js';
import { BadUse } from '../bad-use.js';
import { isColoured } from '../is-coloured.js';
import { inOneLine } from '../one-line.js';
import type { CheckFlags } from './flags.js';
import { allowanceOf, chosenProbes, receiverFrom } from './flags.js';
import { writeLabReports } from './report-files.js';

/** Plays the probes that the flags mean at a receiver, reports, and sets the exit code. */
export async function check(url: string | undefined, flags: CheckFlags): Promise<void> {
  const plan = chosenProbes(flags, providers);
  if (flags.list === true) {
    process.stdout.write(plan.map(({ id }) => `${id}\n`).join(''));
    return;
  }
  const receiver = receiverFrom(url);
  const courier = courierOver({ allowance: allowanceOf(flags), pause: alarm });
  const colour = isColoured(flags);
  const [startedAt, began] = [systemClock.now(), elapsed()];
  const end = await runProbes(plan, {
    courier,
    timeoutMs: flags.callbackTimeout,
    elapsed,
    aim: { receiver, seed: flags.seed, worlds: worldsSpelling(flags.spelling) },
    onResult(result) {
      process.stdout.write(`${probeLine(reportedProbe(result), colour)}\n`);
    },
  });
  if (!end.ok) {
    giveUp(end, receiver);
    return;
  }
  const { seed, spelling, callbackTimeout: timeoutMs } = flags;
  const run = { startedAt: new Date(startedAt).toISOString(), tookMs: Math.round(elapsed() - began) };
  const target = shownUrl(receiver);
  const report = labReportOf(end.results, { version, target, seed: visibleLine(seed), spelling, timeoutMs, run });
  process.stdout.write(`\n${labConsole(report, { colour })}`);
  await writeLabReports(report, flags, process.env);
  process.exitCode = exitCodeOf(report);
}

/** Real time, ms; nobody sets it back. */
const elapsed = (): number => performance.now();

function giveUp({ reason, says }: Extract<RunEnd, { readonly ok: false }>, receiver: string): void {
  if (reason === 'not-allowed') throw new BadUse(says);
  process.stderr.write(inOneLine(`${shownUrl(receiver)} cannot be reached: ${says}`));
  process.exitCode = 3;
}

/** A query may hold what lets somebody in. */
function shownUrl(receiver: string): string {
  const { origin, pathname, search } = new URL(receiver);
  return `${origin}${pathname}${search === '' ? '' : '?…'}`;
}

const exitCodeOf = ({ totals: { failed, inconclusive } }: LabReport): number => {
  if (failed > 0) return 1;
  return inconclusive > 0 ? 3 : 0;
};
