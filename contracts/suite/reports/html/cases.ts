import { byReason, casesThat, grouped, plural } from '../counted.js';
import type { Outcome, Report, ReportedCase } from '../report.js';
import { failure } from './failure.js';
import type { Markup } from './markup.js';
import { langOf, markup, nothing } from './markup.js';

/** Every case: failures open, what was not judged folded by its reason, what passed by its operation. */
export function caseSections(report: Report): readonly Markup[] {
  const cases = (outcome: Outcome): readonly ReportedCase[] => casesThat(outcome, report.results);
  const passes = grouped(cases('passed'), ({ provider, operation }) => `${provider}/${operation}`);
  const failures = cases('failed').map((each) => failure(each, report));
  const reasons = (outcome: 'skipped' | 'inconclusive'): readonly Markup[] =>
    byReason(outcome, report).map(([reason, each]) => folded(reason, each.map(plainly)));
  return [
    section('failed', 'Failed', failures),
    section('inconclusive', 'Inconclusive', reasons('inconclusive')),
    section('skipped', 'Skipped', reasons('skipped')),
    section(
      'passed',
      'Passed',
      passes.map(([operation, passed]) => folded(operation, passed.map(timed))),
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

const folded = (title: string, items: readonly Markup[]): Markup => markup`
<details>
<summary${langOf(title)}>${title} <span class="soft">${plural(items.length, 'case')}</span></summary>
<ul>${items}</ul>
</details>`;

const plainly = ({ id }: ReportedCase): Markup => markup`
<li class="case"${langOf(id)}>${id}</li>`;

const timed = ({ name, tookMs }: ReportedCase): Markup => markup`
<li class="case"${langOf(name)}>${name} <span class="soft">${tookMs} ms</span></li>`;
