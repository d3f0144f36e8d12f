import type { Covered } from '../run/result.js';
import type { Difference } from '../target.js';
import { bodyDiff } from './body-diff.js';
import type { Report, ReportedCase } from './report.js';
import { casesThat, headline, originSays, outcomes, plural, reasonLines } from './summary.js';

/** A summary in GitHub's Markdown, for `GITHUB_STEP_SUMMARY`. */
export function markdownReport(report: Report): string {
  const { totals, target, origin, run, version, coverage, left } = report;
  const parts = [
    `## ${plain(headline(report))}`,
    `${plain(target)}. ${plain(originSays[origin])} Started ${plain(run.startedAt)} with meeting-understudy ${plain(version)}.`,
    table(outcomes, [outcomes.map((outcome) => totals[outcome])]),
    ...section('Failed', failures(report)),
    ...section('Inconclusive', [list(reasonLines('inconclusive', report))]),
    ...section('Skipped', [list(reasonLines('skipped', report))]),
    ...section('Left behind', [list(left.map(({ id, what }) => `${what} (${id})`))]),
    ...section('Coverage', [
      coverageTable('operation', coverage.operations),
      foldedSection('Rules', coverageTable('rule', coverage.checks)),
      foldedSection('Readings', coverageTable('reading', coverage.readings)),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, parts: readonly string[]): readonly string[] {
  const filled = parts.filter((part) => part !== '');
  return filled.length === 0 ? [] : [`### ${title}`, ...filled];
}

function coverageTable(what: string, covered: Readonly<Record<string, Covered>>): string {
  const rows = Object.entries(covered).map(([name, counts]) => [name, ...outcomes.map((outcome) => counts[outcome])]);
  return rows.length === 0 ? '' : table([what, ...outcomes], rows);
}

/** GitHub rejects a summary of more than 1 MiB; failures beyond this many bytes are only counted. */
const maxFailureBytes = 600_000;

/** The failed cases, each folded, up to the size limit. */
function failures(report: Report): readonly string[] {
  const failed = casesThat('failed', report.results);
  const shown: string[] = [];
  let size = 0;
  for (const each of failed) {
    const text = failure(each, report);
    size += new TextEncoder().encode(text).length;
    if (size > maxFailureBytes)
      return [
        ...shown,
        `${plural(failed.length - shown.length, 'more case')} failed, omitted for the size limit of GitHub.`,
      ];
    shown.push(text);
  }
  return shown;
}

function failure({ id, differences = [], checks }: ReportedCase, { rules }: Report): string {
  const evidence = checks.flatMap((check) => [
    `Rule ${plain(check)}: ${plain(rules[check]?.statement ?? 'no further information')}`,
    list(rules[check]?.evidence ?? []),
  ]);
  return foldedSection(
    id,
    [...differences.flatMap(difference), ...evidence].filter((part) => part !== '').join('\n\n'),
  );
}

function difference(each: Difference): readonly string[] {
  const lines = bodyDiff(each).map(({ sign, text }) => `${sign} ${text}`);
  return [`Step ${each.step}: ${plain(each.says)}`, lines.length === 0 ? '' : codeBlock('diff', lines.join('\n'))];
}

/** Characters with a meaning in Markdown, its tables, HTML, mathematics, mentions or emoji. */
const special = /[\\`*_[\]<>&|~$@#!"]|:(?=\S)/g;

/** A text, escaped for a line or a cell of GitHub's Markdown. */
export const plain = (text: string): string =>
  text.replace(special, (character) => `&#${character.codePointAt(0) ?? 0};`).replace(/\s*\n\s*/g, ' ');

/** A code block; its fence is longer than any fence in the text. */
export function codeBlock(language: string, text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** A table whose cells are plain texts; the columns of numbers are those that have one in the first row. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const row = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => plain(String(cell))).join(' | ')} |`;
  const rule = head.map((_name, index) => (typeof rows[0]?.[index] === 'number' ? '---:' : '---'));
  return [row(head), `| ${rule.join(' | ')} |`, ...rows.map(row)].join('\n');
}

/** A list of plain texts. */
const list = (lines: readonly string[]): string => lines.map((line) => `- ${plain(line)}`).join('\n');

/** Markdown folded under a plain text; empty for empty Markdown. */
export const foldedSection = (summary: string, inner: string): string =>
  inner === '' ? '' : `<details><summary>${plain(summary)}</summary>\n\n${inner}\n\n</details>`;
