import { phrase, say } from '../../../contracts/messages.js';
import { visibleLine } from '../../../contracts/suite/reports/text.js';
import { httpTransport } from '../../http/callbacks/http-transport.js';
import {
  consoleReport,
  jsonReport,
  junitReport,
  markdownReport,
  type ReceiverReport,
  receiverReportOf,
  probeLine,
  reportedProbe,
} from '../../receiver-check/reports.js';
import { runProbes } from '../../receiver-check/run.js';
import { readingsForSpelling } from '../../receiver-check/spelling.js';
import { scheduleInBackground } from '../../platform/timers.js';
import { version } from '../../platform/version.js';
import { providers } from '../../providers/index.js';
import { BadUse } from '../shared/flags.js';
import { type CliIo, type Io, usesColor } from '../shared/io.js';
import { addToJobSummary, writeReportFiles } from '../shared/report-files.js';
import { complainTo } from '../shared/text.js';
import { allowanceOf, type CheckFlags, chosenProbes, receiverFrom } from './flags.js';

/** Sends the selected probes to a receiver, and reports; resolves to the exit code. */
export async function check(url: string | undefined, flags: CheckFlags, io: CliIo): Promise<number> {
  const plan = chosenProbes(flags, providers);
  if (flags.list === true) {
    io.stdout.write(plan.map(({ id }) => `${id}\n`).join(''));
    return 0;
  }
  const receiver = receiverFrom(url);
  const transport = httpTransport({ allowance: allowanceOf(flags), schedule: scheduleInBackground });
  const color = usesColor(flags, io);
  const [startedAt, began] = [io.clock.now(), elapsedMs()];
  const end = await runProbes(plan, {
    transport,
    timeoutMs: flags.callbackTimeout,
    elapsedMs: elapsedMs,
    aim: { receiver, seed: flags.seed, readings: readingsForSpelling(flags.spelling) },
    onResult(result) {
      io.stdout.write(`${probeLine(reportedProbe(result), color)}\n`);
    },
  });
  if (!end.ok) {
    if (end.reason === 'not-allowed') throw new BadUse(phrase(end.says));
    complainTo(io)(say`${shownUrl(receiver)} cannot be reached: ${phrase(end.says)}`);
    return 3;
  }
  const { seed, spelling, callbackTimeout: timeoutMs } = flags;
  const run = { startedAt: new Date(startedAt).toISOString(), tookMs: Math.round(elapsedMs() - began) };
  const target = shownUrl(receiver);
  const report = receiverReportOf(end.results, { version, target, seed: visibleLine(seed), spelling, timeoutMs, run });
  io.stdout.write(`\n${consoleReport(report, { color, text: io.text })}`);
  await writeReceiverReports(report, flags, io);
  return exitCodeOf(report);
}

/** Real time, ms; it never goes back. */
const elapsedMs = (): number => performance.now();

/** The URL without the text of its query, which may hold a credential. */
function shownUrl(receiver: string): string {
  const { origin, pathname, search } = new URL(receiver);
  return `${origin}${pathname}${search === '' ? '' : '?…'}`;
}

const exitCodeOf = ({ totals: { failed, inconclusive } }: ReceiverReport): number => {
  if (failed > 0) return 1;
  return inconclusive > 0 ? 3 : 0;
};

const formats = { junit: junitReport, json: jsonReport } as const;

/** Writes the requested reports, and appends to GitHub's job summary; `BadUse` when a write fails. */
async function writeReceiverReports(
  report: ReceiverReport,
  flags: Pick<CheckFlags, keyof typeof formats>,
  io: Io,
): Promise<void> {
  await writeReportFiles(report, formats, flags, io.cwd);
  await addToJobSummary(io, () => markdownReport(report));
}
