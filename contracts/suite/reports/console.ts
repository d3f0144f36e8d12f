import { english, say, type Render } from '../../messages.js';
import type { Coverage } from '../run/result.js';
import type { Outcome, Report, ReportedCase } from './report.js';
import { againstWhat, casesThat, type FailureLine, failureLines, reasonLines, coverageCounts } from './summary.js';
import { type Color, type Paint, painter } from './text.js';

/** How to print for a terminal. */
interface ConsoleOptions {
  readonly color: boolean;
  /** Default: in English. */
  readonly text?: Render;
}

/**
 * The text for a terminal at the end of a run, after the line of each case. The last line is `N passed, N failed,
 * N skipped`.
 */
export function consoleReport(report: Report, { color, text = english }: ConsoleOptions): string {
  const paint = painter(color);
  const { results, totals, run } = report;
  const parts = [
    ...casesThat('failed', results).map((each) => failure(each, report, { paint, text })),
    titledList(text(say`Inconclusive`), reasonLines('inconclusive', report, text)),
    titledList(text(say`Skipped`), reasonLines('skipped', report, text)),
    titledList(
      text(say`Left behind`),
      report.left.map(({ id, what }) => `${text(what)} (${id})`),
    ),
    coverage(report.coverage, text),
  ];
  const end = [
    text(againstWhat(report)),
    ...(run.stopped ? [text(say`The run was stopped early.`)] : []),
    ...(totals.inconclusive > 0 ? [paint('yellow', text(say`${totals.inconclusive} inconclusive`))] : []),
    text(say`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`),
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

function failure(
  each: ReportedCase,
  report: Report,
  { paint, text }: { readonly paint: Paint; readonly text: Render },
): string {
  const lines = failureLines(each, report, text).map(({ kind, text: line }) => {
    const color = colors[kind];
    return `  ${color === undefined ? line : paint(color, line)}`;
  });
  return [paint('bold', `✗ ${each.id}`), ...lines].join('\n');
}

const titledList = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : [title, ...lines.map((line) => `  ${line}`)].join('\n');

function coverage({ operations, checks, readings }: Coverage, text: Render): string {
  const lines = (
    [
      [operations, (count: number) => (count === 1 ? say`1 operation` : say`${count} operations`)],
      [checks, (count: number) => (count === 1 ? say`1 check` : say`${count} checks`)],
      [readings, (count: number) => (count === 1 ? say`1 reading` : say`${count} readings`)],
    ] as const
  ).map(([covered, countOf]) => {
    const { confirmed, violated, notTested } = coverageCounts(covered);
    const all = countOf(confirmed + violated + notTested);
    return text(say`${all}: ${confirmed} confirmed, ${violated} violated, ${notTested} not tested`);
  });
  return titledList(text(say`Coverage`), lines);
}

const marks: Readonly<Record<Outcome, readonly [mark: string, color: Color]>> = {
  passed: ['✓', 'green'],
  failed: ['✗', 'red'],
  skipped: ['-', 'dim'],
  inconclusive: ['!', 'yellow'],
};

/** A case on one line: `✓ ytx/createMeeting: a booking is accepted 12 ms`. */
export function caseLine(
  { outcome, id, reason, tookMs }: ReportedCase,
  { color, text = english }: ConsoleOptions,
): string {
  const paint = painter(color);
  const [mark, markColor] = marks[outcome];
  const details = outcome === 'skipped' ? '' : ` ${tookMs} ms`;
  const reasonText = reason === undefined ? '' : `: ${text(reason)}`;
  return `${paint(markColor, mark)} ${id}${paint('dim', details + reasonText)}`;
}

/** The progress of a run on one line; it overwrites the current line of a terminal. */
export function progress(
  { done, total, failed }: { readonly done: number; readonly total: number; readonly failed: number },
  text: Render = english,
): string {
  return eraseLine + text(failed === 0 ? say`${done} of ${total}` : say`${done} of ${total}, ${failed} failed`);
}

/** Erases the progress line; write it before any other text. */
export const eraseLine = '\r\u001B[2K';
