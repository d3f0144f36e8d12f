import type { Covered } from '../run/coverage.js';
import { outcomes, reasonLines } from './counted.js';
import { failures } from './markdown-failures.js';
import { folded, list, plain, table } from './markdown-text.js';
import { headline, originSays } from './headline.js';
import type { Report } from './report.js';

/** A summary in GitHub's Markdown, made for `GITHUB_STEP_SUMMARY`. */
export function markdownReport(report: Report): string {
  const { totals, target, origin, run, version, coverage, left } = report;
  const parts = [
    `## ${plain(headline(report))}`,
    `${plain(target)}. ${plain(originSays[origin])} Begun ${plain(run.startedAt)} with meeting-understudy ${plain(version)}.`,
    table(outcomes, [outcomes.map((outcome) => totals[outcome])]),
    ...section('Failed', failures(report)),
    ...section('Inconclusive', [list(reasonLines('inconclusive', report))]),
    ...section('Skipped', [list(reasonLines('skipped', report))]),
    ...section('Left behind', [list(left.map(({ id, what }) => `${what} (${id})`))]),
    ...section('Coverage', [
      coverageTable('operation', coverage.operations),
      folded('Checks', coverageTable('check', coverage.checks)),
      folded('Readings', coverageTable('reading', coverage.readings)),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, parts: readonly string[]): readonly string[] {
  const said = parts.filter((part) => part !== '');
  return said.length === 0 ? [] : [`### ${title}`, ...said];
}

function coverageTable(what: string, covered: Readonly<Record<string, Covered>>): string {
  const rows = Object.entries(covered).map(([name, counts]) => [name, ...outcomes.map((outcome) => counts[outcome])]);
  return rows.length === 0 ? '' : table([what, ...outcomes], rows);
}
