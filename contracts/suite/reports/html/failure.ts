import type { Difference } from '../../verdict.js';
import type { DiffLine } from '../body-diff.js';
import { bodyDiff } from '../body-diff.js';
import type { Report, ReportedCase } from '../report.js';
import type { Markup } from './markup.js';
import { langOf, markup, nothing } from './markup.js';

/** A case that failed: what was wrong, and the rules it is about with their evidence. */
export const failure = (each: ReportedCase, { rules }: Pick<Report, 'rules'>): Markup => markup`
<article class="case">
<h3${langOf(each.id)}>${each.id}</h3>
${(each.differences ?? []).map(difference)}
${each.checks.map((check) => rule(check, rules))}
</article>`;

const difference = (each: Difference): Markup => markup`
<p>Step ${each.step}: ${each.says}. <span class="soft">${legend(each)}</span></p>
${quotation(bodyDiff(each))}`;

const quotation = (lines: readonly DiffLine[]): Markup =>
  lines.length === 0 ? nothing : markup`<pre>${lines.map(diffLine)}</pre>`;

function legend({ expected, received }: Difference): string {
  if (expected === undefined) return received === undefined ? '' : 'Received:';
  return received === undefined ? 'Expected:' : '− expected, + received:';
}

function diffLine({ sign, text }: DiffLine): Markup {
  const lang = langOf(text);
  if (sign === '-') return markup`<del${lang}>− ${text}</del>`;
  if (sign === '+') return markup`<ins${lang}>+ ${text}</ins>`;
  return markup`<span${lang}>  ${text}</span>`;
}

function rule(check: string, rules: Report['rules']): Markup {
  const about = rules[check];
  const because = (about?.because ?? []).map((reason) => markup`<li${langOf(reason)}>${reason}</li>`);
  return markup`
<div class="rule">
<p>Rule <code>${check}</code>${about === undefined ? '' : `: ${about.statement}`}</p>
${because.length === 0 ? nothing : markup`<ul>${because}</ul>`}
</div>`;
}
