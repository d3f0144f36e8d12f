import type { Difference } from '../verdict.js';
import { bodyDiff } from './body-diff.js';
import { casesThat, plural } from './counted.js';
import { fenced, folded, list, plain } from './markdown-text.js';
import type { Report, ReportedCase } from './report.js';

/** GitHub refuses a summary of more than 1 MiB; failures beyond so many bytes are only counted. */
const room = 600_000;

/** The cases that failed, folded away each, as many as there is room for. */
export function failures(report: Report): readonly string[] {
  const failed = casesThat('failed', report.results);
  const shown: string[] = [];
  let size = 0;
  for (const each of failed) {
    const text = failure(each, report);
    size += new TextEncoder().encode(text).length;
    if (size > room)
      return [...shown, `${plural(failed.length - shown.length, 'more case')} failed; there is no room for them here.`];
    shown.push(text);
  }
  return shown;
}

function failure({ id, differences = [], checks }: ReportedCase, { rules }: Report): string {
  const because = checks.flatMap((check) => [
    `Rule ${plain(check)}: ${plain(rules[check]?.statement ?? 'nothing more is known of it')}`,
    list(rules[check]?.because ?? []),
  ]);
  return folded(id, [...differences.flatMap(difference), ...because].filter((part) => part !== '').join('\n\n'));
}

function difference(each: Difference): readonly string[] {
  const lines = bodyDiff(each).map(({ sign, text }) => `${sign} ${text}`);
  return [`Step ${each.step}: ${plain(each.says)}`, lines.length === 0 ? '' : fenced('diff', lines.join('\n'))];
}
