import { headline, originSays } from '../headline.js';
import type { Report } from '../report.js';
import type { Markup } from './markup.js';
import { langOf, markup } from './markup.js';

/** How the run ended, and what it was. */
export const header = (report: Report): Markup => markup`
<header class="${standing(report)}">
<p class="eyebrow">Contract report</p>
<h1>${headline(report)}</h1>
<p>${originSays[report.origin]}</p>
${facts(report)}
</header>`;

function standing({ totals, run }: Report): 'broken' | 'open' | 'holds' {
  if (totals.failed > 0) return 'broken';
  return run.stopped || totals.inconclusive > 0 || totals.passed === 0 ? 'open' : 'holds';
}

const facts = ({ target, run: { startedAt, tookMs }, totals }: Report): Markup => markup`
<dl class="facts">
<div><dt>Target</dt><dd${langOf(target)}>${target}</dd></div>
<div><dt>Begun</dt><dd><time datetime="${startedAt}">${startedAt.slice(0, 19).replace('T', ' ')} UTC</time></dd></div>
<div><dt>Took</dt><dd>${(tookMs / 1000).toFixed(1)} s</dd></div>
<div><dt>Cases</dt><dd>${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped,
${totals.inconclusive} inconclusive</dd></div>
</dl>`;
