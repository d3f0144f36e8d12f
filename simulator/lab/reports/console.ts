import { type Colour, painter } from '../../../contracts/suite/reports/text.js';
import { labLines } from './failure-lines.js';
import { type LabReport, type ReportedProbe, timesInWords } from './report.js';

const marks: Readonly<Record<ReportedProbe['outcome'], readonly [mark: string, colour: Colour]>> = {
  passed: ['✓', 'green'],
  failed: ['✗', 'red'],
  inconclusive: ['!', 'yellow'],
};

/** How a probe is told of when it ends: with how long the slowest reply took, or what went wrong. */
export function probeLine({ outcome, id, times, failure }: ReportedProbe, colour: boolean): string {
  const paint = painter(colour);
  const [mark, hue] = marks[outcome];
  const took = failure?.came.tookMs ?? times.maxMs;
  return `${paint(hue, mark)} ${id}${took === undefined ? '' : paint('dim', ` ${took} ms`)}`;
}

/** What a terminal is told at the end, after the line of each probe. The last line is `N passed, N failed`. */
export function labConsole(report: LabReport, { colour }: { readonly colour: boolean }): string {
  const { results, totals, times, target, timeoutMs, seed } = report;
  const paint = painter(colour);
  const troubled = results
    .filter(({ outcome }) => outcome !== 'passed')
    .map((each) => [paint('bold', `${marks[each.outcome][0]} ${each.id}`), ...lines(each)].join('\n'));
  const end = [
    ...Object.entries(times).map(([provider, each]) => `${provider}: ${timesInWords(each)}`),
    `At ${target}, which has ${timeoutMs} ms to answer; seed ${seed}`,
    ...hint(report),
    ...(totals.inconclusive > 0 ? [paint('yellow', `${totals.inconclusive} inconclusive`)] : []),
    `${totals.passed} passed, ${totals.failed} failed`,
  ];
  return `${[...troubled, end.join('\n')].join('\n\n')}\n`;
}

const lines = (each: ReportedProbe): readonly string[] =>
  labLines(each).map(({ label, text }) => `  ${label.padEnd(5)}  ${text.replaceAll('\n', `\n${' '.repeat(9)}`)}`);

/** Most receivers are for one provider alone. */
function hint({ totals: { failed }, times }: LabReport): readonly string[] {
  const names = Object.keys(times);
  if (names.length < 2 || failed === 0) return [];
  return [
    `Played for ${names.join(' and ')}; for a receiver of one of them say ${names.map((name) => `--provider ${name}`).join(' or ')}`,
  ];
}
