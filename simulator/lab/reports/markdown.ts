import { fenced, folded, plain, table } from '../../../contracts/suite/reports/markdown.js';
import { labLines } from './failure-lines.js';
import { type LabReport, type ReportedProbe, timesInWords } from './report.js';

/** A summary in GitHub's Markdown, made for `GITHUB_STEP_SUMMARY`. */
export function labMarkdown({ totals, target, timeoutMs, times, results, version }: LabReport): string {
  const all = results.length;
  const headline =
    totals.passed === all
      ? `The receiver bears what providers send: ${all} probes passed`
      : `The receiver does not bear everything: ${totals.passed} of ${all} probes passed`;
  const parts = [
    `## ${headline}`,
    `${plain(target)}, which has ${timeoutMs} ms to answer. Played with meeting-understudy ${plain(version)}.`,
    table(Object.keys(totals), [Object.values(totals)]),
    ...Object.entries(times).map(([provider, each]) => `${plain(provider)}: ${timesInWords(each)}.`),
    ...results.filter(({ outcome }) => outcome !== 'passed').map(troubled),
  ];
  return `${parts.join('\n\n')}\n`;
}

const troubled = (probe: ReportedProbe): string =>
  folded(
    `${probe.outcome}: ${probe.id}`,
    fenced(
      'text',
      labLines(probe)
        .map(({ label, text }) => `${label.padEnd(5)}  ${text}`)
        .join('\n'),
    ),
  );
