import { anyOf, english, type Message, padTo, phrase, say, type Render } from '../../contracts/messages.js';
import { type JunitEnding, type JunitTest, junitXml } from '../../contracts/suite/reports/junit.js';
import { codeBlock, foldedSection, plain, table } from '../../contracts/suite/reports/markdown.js';
import { groupBy } from '../../contracts/suite/reports/summary.js';
import { type Color, painter } from '../../contracts/suite/reports/text.js';
import { type Failure, type ReceiverReport, type ReportedProbe, timesInWords } from './report.js';

export { type ReceiverReport, receiverReportOf, reportedProbe } from './report.js';

/** The report as JSON; its shape is `contracts/schemas/callbacks-report.schema.json`. */
export const jsonReport = (report: ReceiverReport): string => `${JSON.stringify(report, null, 2)}\n`;

const marks: Readonly<Record<ReportedProbe['outcome'], readonly [mark: string, color: Color]>> = {
  passed: ['✓', 'green'],
  failed: ['✗', 'red'],
  inconclusive: ['!', 'yellow'],
};

/** The line printed when a probe ends: with its slowest reply, or the failed one. */
export function probeLine({ outcome, id, times, failure }: ReportedProbe, color: boolean): string {
  const paint = painter(color);
  const [mark, hue] = marks[outcome];
  const took = failure?.came.tookMs ?? times.maxMs;
  return `${paint(hue, mark)} ${id}${took === undefined ? '' : paint('dim', ` ${took} ms`)}`;
}

/** The text printed at the end, after the lines of the probes. Its last line is `N passed, N failed`. */
export function consoleReport(
  report: ReceiverReport,
  { color, text = english }: { readonly color: boolean; readonly text?: Render },
): string {
  const { results, totals, times, target, timeoutMs, seed } = report;
  const paint = painter(color);
  const unsuccessful = results
    .filter(({ outcome }) => outcome !== 'passed')
    .map((each) => [paint('bold', `${marks[each.outcome][0]} ${each.id}`), ...lines(each, text)].join('\n'));
  const end = [
    ...Object.entries(times).map(([provider, each]) => `${provider}: ${text(timesInWords(each))}`),
    text(say`Receiver ${target}, time limit ${timeoutMs} ms, seed ${seed}`),
    ...hint(report).map(text),
    ...(totals.inconclusive > 0 ? [paint('yellow', text(say`${totals.inconclusive} inconclusive`))] : []),
    text(say`${totals.passed} passed, ${totals.failed} failed`),
  ];
  return `${[...unsuccessful, end.join('\n')].join('\n\n')}\n`;
}

const lines = (each: ReportedProbe, inLanguage: Render): readonly string[] =>
  reportLines(each).map(({ label, text }) => {
    const name = inLanguage(labels[label]);
    return `  ${padTo(name, 7)}${inLanguage(text).replaceAll('\n', `\n${' '.repeat(9)}`)}`;
  });

/** Most receivers serve only one provider. */
function hint({ totals: { failed }, times }: ReceiverReport): readonly Message[] {
  const names = Object.keys(times);
  if (names.length < 2 || failed === 0) return [];
  return [
    say`Sent the callbacks of ${names.map(phrase).reduce((all, each) => say`${all} and ${each}`)}; for a receiver of one provider use ${anyOf(names.map((name) => `--provider ${name}`))}`,
  ];
}

const labels = { wrong: say`wrong`, sent: say`sent`, came: say`came`, why: say`why`, 'to do': say`to do` } as const;

/** A line on a probe that did not pass: its label and text. */
interface ReportLine {
  readonly label: keyof typeof labels;
  readonly text: string;
}

/** Why a probe did not pass, in lines. */
function reportLines({ failure, evidence }: ReportedProbe): readonly ReportLine[] {
  if (failure === undefined) return [];
  return [
    { label: 'wrong', text: failure.says },
    { label: 'sent', text: sentText(failure) },
    { label: 'came', text: cameText(failure) },
    ...evidence.map((text) => ({ label: 'why', text }) as const),
    ...failure.todo.map((text) => ({ label: 'to do', text }) as const),
  ];
}

function sentText({ sent: { event, method, contentType, bytes, text } }: Failure): string {
  const what = event === 'none' ? 'not a callback' : event;
  const called = contentType === '' ? '' : ` of ${contentType}`;
  return `${method}, ${what}, ${bytes} bytes${called}${text === '' ? '' : `: ${text}`}`;
}

function cameText({ came: { outcome, tookMs, status, contentType, text = '' } }: Failure): string {
  if (status === undefined) return `${outcome} after ${tookMs} ms`;
  const called = contentType === undefined ? '' : `, ${contentType}`;
  return `${status} after ${tookMs} ms${called}${text === '' ? ', without a body' : `: ${text}`}`;
}

/**
 * JUnit XML: a suite for each provider; an inconclusive probe is an error. The time of a test is that of its slowest
 * reply.
 */
export function junitReport({ results, run, target, version, seed }: ReceiverReport): string {
  const suites = groupBy(results, ({ provider }) => provider).map(([provider, probes]) => ({
    name: `${provider}.callbacks`,
    tests: probes.map(testOf),
  }));
  return junitXml(suites, { ...run, properties: { target, version, seed } });
}

const testOf = (probe: ReportedProbe): JunitTest => ({
  name: probe.id.slice(probe.provider.length + 1),
  tookMs: probe.times.maxMs ?? 0,
  ending: endingOf(probe),
});

function endingOf(probe: ReportedProbe): JunitEnding | undefined {
  const message = probe.failure?.says ?? '';
  if (probe.outcome === 'passed') return undefined;
  if (probe.outcome === 'inconclusive') return { kind: 'error', message, type: 'inconclusive', lines: [message] };
  const lines = reportLines(probe).map(({ label, text }) => `${label}: ${text}`);
  return { kind: 'failure', message, type: 'receiver', lines };
}

/** A summary in GitHub's Markdown, for `GITHUB_STEP_SUMMARY`. */
export function markdownReport({ totals, target, timeoutMs, times, results, version }: ReceiverReport): string {
  const all = results.length;
  const headline =
    totals.passed === all
      ? `The receiver passed: ${all} probes passed`
      : `The receiver failed: ${totals.passed} of ${all} probes passed`;
  const parts = [
    `## ${headline}`,
    `${plain(target)}, time limit ${timeoutMs} ms. Tested with meeting-understudy ${plain(version)}.`,
    table(Object.keys(totals), [Object.values(totals)]),
    ...Object.entries(times).map(([provider, each]) => `${plain(provider)}: ${english(timesInWords(each))}.`),
    ...results.filter(({ outcome }) => outcome !== 'passed').map(failedProbe),
  ];
  return `${parts.join('\n\n')}\n`;
}

const failedProbe = (probe: ReportedProbe): string =>
  foldedSection(
    `${probe.outcome}: ${probe.id}`,
    codeBlock(
      'text',
      reportLines(probe)
        .map(({ label, text }) => `${label.padEnd(5)}  ${text}`)
        .join('\n'),
    ),
  );
