import type { Coverage, Covered } from '../run/result.js';
import type { Difference } from '../target.js';
import { bodyDiff, type DiffLine } from './body-diff.js';
import type { Outcome, Report, ReportedCase } from './report.js';
import { byReason, casesThat, groupBy, headline, originSays, outcomes, plural, coverageCounts } from './summary.js';

/** The result of the run, its target and its times. */
export const header = (report: Report): Markup => markup`
<header class="${resultClass(report)}">
<p class="eyebrow">Contract report</p>
<h1>${headline(report)}</h1>
<p>${originSays[report.origin]}</p>
${facts(report)}
</header>`;

function resultClass({ totals, run }: Report): 'broken' | 'open' | 'holds' {
  if (totals.failed > 0) return 'broken';
  return run.stopped || totals.inconclusive > 0 || totals.passed === 0 ? 'open' : 'holds';
}

const facts = ({ target, run: { startedAt, tookMs }, totals }: Report): Markup => markup`
<dl class="facts">
<div><dt>Target</dt><dd${langOf(target)}>${target}</dd></div>
<div><dt>Started</dt><dd><time datetime="${startedAt}">${startedAt.slice(0, 19).replace('T', ' ')} UTC</time></dd></div>
<div><dt>Took</dt><dd>${(tookMs / 1000).toFixed(1)} s</dd></div>
<div><dt>Cases</dt><dd>${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped,
${totals.inconclusive} inconclusive</dd></div>
</dl>`;

/** The filter of the cases: by outcome with the style sheet alone, by text where scripts run. */
export function filter({ totals, results }: Pick<Report, 'totals' | 'results'>): Markup {
  const { failed, inconclusive, skipped, passed } = totals;
  const choices = Object.entries({ all: results.length, failed, inconclusive, skipped, passed });
  return markup`
<div class="filter" role="search" aria-label="Cases">
<fieldset><legend>Show</legend>${choices.map(choice)}</fieldset>
<label class="find" hidden>Find in the cases <input type="search" id="find" autocomplete="off" spellcheck="false"></label>
<p class="soft" id="count" role="status" aria-live="polite"></p>
</div>`;
}

const choice = ([outcome, count]: readonly [string, number]): Markup => markup`
<label><input type="radio" name="outcome" id="show-${outcome}" value="${outcome}"${checkedAttribute(outcome)}> ${outcome} ${count}</label>`;

const checkedAttribute = (outcome: string): Markup => rawMarkup(outcome === 'all' ? ' checked' : '');

/** Every case: failures open; skipped and inconclusive cases folded by reason, passed cases by operation. */
export function caseSections(report: Report): readonly Markup[] {
  const cases = (outcome: Outcome): readonly ReportedCase[] => casesThat(outcome, report.results);
  const passes = groupBy(cases('passed'), ({ provider, operation }) => `${provider}/${operation}`);
  const failures = cases('failed').map((each) => failure(each, report));
  const reasons = (outcome: 'skipped' | 'inconclusive'): readonly Markup[] =>
    byReason(outcome, report).map(([reason, each]) => foldedList(reason, each.map(plainly)));
  return [
    section('failed', 'Failed', failures),
    section('inconclusive', 'Inconclusive', reasons('inconclusive')),
    section('skipped', 'Skipped', reasons('skipped')),
    section(
      'passed',
      'Passed',
      passes.map(([operation, passed]) => foldedList(operation, passed.map(caseWithTime))),
    ),
  ];
}

function section(outcome: Outcome, title: string, inner: readonly Markup[]): Markup {
  if (inner.length === 0) return nothing;
  return markup`
<section class="cases" data-outcome="${outcome}" aria-labelledby="${outcome}">
<h2 id="${outcome}">${title}</h2>
${inner}
</section>`;
}

const foldedList = (title: string, items: readonly Markup[]): Markup => markup`
<details>
<summary${langOf(title)}>${title} <span class="soft">${plural(items.length, 'case')}</span></summary>
<ul>${items}</ul>
</details>`;

const plainly = ({ id }: ReportedCase): Markup => markup`
<li class="case"${langOf(id)}>${id}</li>`;

const caseWithTime = ({ name, tookMs }: ReportedCase): Markup => markup`
<li class="case"${langOf(name)}>${name} <span class="soft">${tookMs} ms</span></li>`;

/** A failed case: its differences, and its rules with their evidence. */
const failure = (each: ReportedCase, { rules }: Pick<Report, 'rules'>): Markup => markup`
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
  const evidence = (about?.evidence ?? []).map((reason) => markup`<li${langOf(reason)}>${reason}</li>`);
  return markup`
<div class="rule">
<p>Rule <code>${check}</code>${about === undefined ? '' : `: ${about.statement}`}</p>
${evidence.length === 0 ? nothing : markup`<ul>${evidence}</ul>`}
</div>`;
}

/** The coverage of operations, rules and readings: a table each. */
export const coverageSection = ({ operations, checks, readings }: Coverage): Markup => markup`
<section aria-labelledby="coverage">
<h2 id="coverage">Coverage</h2>
${coverageTable('Operations', operations)}
${coverageTable('Rules', checks)}
${coverageTable('Readings', readings)}
</section>`;

function coverageTable(what: string, covered: Readonly<Record<string, Covered>>): Markup {
  const rows = Object.entries(covered);
  if (rows.length === 0) return nothing;
  const { confirmed, violated, notTested } = coverageCounts(covered);
  return markup`
<table>
<caption>${what}: ${confirmed} confirmed, ${violated} violated, ${notTested} not tested</caption>
<thead><tr><th scope="col">Name</th>${outcomes.map((outcome) => markup`<th scope="col">${outcome}</th>`)}</tr></thead>
<tbody>${rows.map(([name, each]) => row(name, each))}</tbody>
</table>`;
}

const row = (name: string, covered: Covered): Markup => markup`
<tr><th scope="row"><code>${name}</code></th>${outcomes.map((outcome) => cell(covered[outcome], outcome))}</tr>`;

const cell = (count: number, outcome: string): Markup =>
  markup`<td class="${count === 0 ? 'none' : `some-${outcome}`}">${count}</td>`;

/** HTML, with all texts escaped: only `markup` makes it, so no unescaped text can get into a page. */
export interface Markup {
  readonly html: string;
}

type Value = Markup | string | number | readonly Markup[];

/** Markup from a template: texts between its parts are escaped, for content and for attributes in double quotes. */
export const markup = (parts: TemplateStringsArray, ...values: readonly Value[]): Markup => ({
  html: parts.map((part, index) => part + markupText(values[index] ?? '')).join(''),
});

/** Markup from constants of this package: a style sheet, a script. */
export const rawMarkup = (html: string): Markup => ({ html });

/** Empty markup. */
export const nothing: Markup = rawMarkup('');

function markupText(value: Value): string {
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : value.map(({ html }) => html).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

/** The `lang` attribute of an element that holds this text: both providers write Simplified Chinese. */
const langOf = (text: string): Markup => (/\p{Script=Han}/u.test(text) ? rawMarkup(' lang="zh-CN"') : nothing);
