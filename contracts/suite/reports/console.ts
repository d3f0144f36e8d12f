import type { Coverage } from '../run/result.js';
import type { Outcome, Report, ReportedCase } from './report.js';
import {
  againstWhat,
  casesThat,
  type FailureLine,
  failureLines,
  plural,
  reasonLines,
  coverageCounts,
} from './summary.js';
import { type Color, type Paint, painter } from './text.js';

/**
 * The text for a terminal at the end of a run, after the line of each case. The last line is `N passed, N failed,
 * N skipped`.
 */
export function consoleReport(report: Report, { color }: { readonly color: boolean }): string {
  const paint = painter(color);
  const { results, totals, run } = report;
  const parts = [
    ...casesThat('failed', results).map((each) => failure(each, report, paint)),
    titledList('Inconclusive', reasonLines('inconclusive', report)),
    titledList('Skipped', reasonLines('skipped', report)),
    titledList(
      'Left behind',
      report.left.map(({ id, what }) => `${what} (${id})`),
    ),
    coverage(report.coverage),
  ];
  const end = [
    againstWhat(report),
    ...(run.stopped ? ['The run was stopped early.'] : []),
    ...(totals.inconclusive > 0 ? [paint('yellow', `${totals.inconclusive} inconclusive`)] : []),
    `${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`,
  ];
  return `${[...parts.filter((part) => part !== ''), end.join('\n')].join('\n\n')}\n`;
}

const colors: Readonly<Record<FailureLine['kind'], Color | undefined>> = {
  says: undefined,
  expected: 'red',
  received: 'green',
  same: 'dim',
  rule: 'cyan',
};

function failure(each: ReportedCase, report: Report, paint: Paint): string {
  const lines = failureLines(each, report).map(({ kind, text }) => {
    const color = colors[kind];
    return `  ${color === undefined ? text : paint(color, text)}`;
  });
  return [paint('bold', `✗ ${each.id}`), ...lines].join('\n');
}

const titledList = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : [title, ...lines.map((line) => `  ${line}`)].join('\n');

function coverage({ operations, checks, readings }: Coverage): string {
  const lines = Object.entries({ operations, rules: checks, readings }).map(([what, covered]) => {
    const { confirmed, violated, notTested } = coverageCounts(covered);
    const all = plural(confirmed + violated + notTested, what.slice(0, -1));
    return `${all}: ${confirmed} confirmed, ${violated} violated, ${notTested} not tested`;
  });
  return titledList('Coverage', lines);
}

const marks: Readonly<Record<Outcome, readonly [mark: string, color: Color]>> = {
  passed: ['✓', 'green'],
  failed: ['✗', 'red'],
  skipped: ['-', 'dim'],
  inconclusive: ['!', 'yellow'],
};

/** A case on one line: `✓ ytx/createMeeting: a booking is accepted 12 ms`. */
export function caseLine({ outcome, id, reason, tookMs }: ReportedCase, color: boolean): string {
  const paint = painter(color);
  const [mark, markColor] = marks[outcome];
  const details = outcome === 'skipped' ? '' : ` ${tookMs} ms`;
  const evidence = reason === undefined ? '' : `: ${reason}`;
  return `${paint(markColor, mark)} ${id}${paint('dim', details + evidence)}`;
}

/** The progress of a run on one line; it overwrites the current line of a terminal. */
export function progress(done: number, total: number, failedSoFar: number): string {
  const failed = failedSoFar === 0 ? '' : `, ${failedSoFar} failed`;
  return `${eraseLine}${done} of ${total}${failed}`;
}

/** Erases the progress line; write it before any other text. */
export const eraseLine = '\r\u001B[2K';
