import {
  caseSections,
  coverageSection,
  filter,
  header,
  type Markup,
  markup,
  nothing,
  rawMarkup,
} from './html-sections.js';
import { style } from './html-style.js';
import type { Report } from './report.js';
import { headline } from './summary.js';

/** A self-contained page: it loads nothing from the network, and is complete without its script. */
export const htmlReport = (report: Report): string => `${page(report).html.trimStart()}\n`;

const page = (report: Report): Markup => markup`
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${rawMarkup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${headline(report)}</title>
<style>${rawMarkup(style)}</style>
</head>
<body>
<a class="skip" href="#cases">Skip to the cases</a>
${header(report)}
<main id="cases" tabindex=-1>
${filter(report)}
${leftoversSection(report)}
${caseSections(report)}
${coverageSection(report.coverage)}
</main>
<footer class="soft">meeting-understudy ${report.version}</footer>
<script>${rawMarkup(script)}</script>
</body>
</html>`;

function leftoversSection({ left }: Report): Markup {
  if (left.length === 0) return nothing;
  return markup`
<section aria-labelledby="left">
<h2 id="left">Left behind</h2>
<p>The run could not undo this. Clean it up by hand.</p>
<ul>${left.map(({ id, what }) => markup`<li>${what} <span class="soft">${id}</span></li>`)}</ul>
</section>`;
}

/**
 * The hashes in the page's policy: only this style sheet and this script may run.
 *
 * They are constants, since the suite has no cryptography; a test reports the right values when either changes.
 */
export const integrity = {
  style: 'sha256-2Clh5FSnQunE6Jug72gSlARNvY5NYR8RILrxT7PtaXA=',
  script: 'sha256-1uIjafSYaLArsQjDSCVDks0irGNiJZA20LuJEBWRuzg=',
} as const;

/** The page's Content-Security-Policy: no network, no frame, no form. */
const policy = [
  "default-src 'none'",
  `style-src '${integrity.style}'`,
  `script-src '${integrity.script}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * The script of the page: it searches the cases for a text, counts the visible ones, and unfolds all before printing.
 * Without it the page is complete, and the filter by outcome still works. Its hash is in `integrity`.
 */
export const script = `
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const find = document.querySelector('#find');
const count = document.querySelector('#count');
const cases = all('.case');
const folds = all('.cases details');
let searched = '';

function show() {
  const wanted = find.value.trim().toLowerCase();
  for (const each of cases) each.hidden = !each.textContent.toLowerCase().includes(wanted);
  for (const group of all('.cases, .cases details')) group.hidden = all('.case:not([hidden])', group).length === 0;
  if (wanted !== searched) for (const fold of folds) fold.open = wanted !== '';
  searched = wanted;
  const outcome = document.querySelector('[name=outcome]:checked').value;
  const shown = cases.filter((each) => !each.hidden && (outcome === 'all' || each.closest('.cases').dataset.outcome === outcome));
  count.textContent = shown.length + ' of ' + cases.length + ' cases shown';
}

find.closest('[hidden]').hidden = false;
find.addEventListener('input', show);
for (const choice of all('[name=outcome]')) choice.addEventListener('change', show);
addEventListener('beforeprint', () => { for (const fold of all('details')) fold.open = true; });
show();
`;
