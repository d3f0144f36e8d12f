import type { Report } from '../report.js';
import type { Markup } from './markup.js';
import { markup, trusted } from './markup.js';

/** What chooses among the cases: their outcome, by the style sheet alone; a text, where scripts run. */
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
<label><input type="radio" name="outcome" id="show-${outcome}" value="${outcome}"${checked(outcome)}> ${outcome} ${count}</label>`;

const checked = (outcome: string): Markup => trusted(outcome === 'all' ? ' checked' : '');
