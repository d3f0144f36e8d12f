import type { Coverage, Covered } from '../../run/coverage.js';
import { outcomes, standingsOf } from '../counted.js';
import type { Markup } from './markup.js';
import { markup, nothing } from './markup.js';

/** What the run says of operations, checks and readings: a table each. */
export const coverageSection = ({ operations, checks, readings }: Coverage): Markup => markup`
<section aria-labelledby="coverage">
<h2 id="coverage">Coverage</h2>
${coverageTable('Operations', operations)}
${coverageTable('Checks', checks)}
${coverageTable('Readings', readings)}
</section>`;

function coverageTable(what: string, covered: Readonly<Record<string, Covered>>): Markup {
  const rows = Object.entries(covered);
  if (rows.length === 0) return nothing;
  const { hold, broken, notJudged } = standingsOf(covered);
  return markup`
<table>
<caption>${what}: ${hold} hold, ${broken} broken, ${notJudged} not judged</caption>
<thead><tr><th scope="col">Name</th>${outcomes.map((outcome) => markup`<th scope="col">${outcome}</th>`)}</tr></thead>
<tbody>${rows.map(([name, each]) => row(name, each))}</tbody>
</table>`;
}

const row = (name: string, covered: Covered): Markup => markup`
<tr><th scope="row"><code>${name}</code></th>${outcomes.map((outcome) => cell(covered[outcome], outcome))}</tr>`;

const cell = (count: number, outcome: string): Markup =>
  markup`<td class="${count === 0 ? 'none' : `some-${outcome}`}">${count}</td>`;
