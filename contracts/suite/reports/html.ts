import { headline } from './headline.js';
import { caseSections } from './html/cases.js';
import { coverageSection } from './html/coverage.js';
import { filter } from './html/filter.js';
import { header } from './html/header.js';
import { policy } from './html/integrity.js';
import type { Markup } from './html/markup.js';
import { markup, nothing, trusted } from './html/markup.js';
import { script } from './html/script.js';
import { style } from './html/style.js';
import type { Report } from './report.js';

/** One page that needs nothing else: it asks the network for nothing, and is whole without its script. */
export const htmlReport = (report: Report): string => `${page(report).html.trimStart()}\n`;

const page = (report: Report): Markup => markup`
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${headline(report)}</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#cases">Skip to the cases</a>
${header(report)}
<main id="cases" tabindex=-1>
${filter(report)}
${leftBehind(report)}
${caseSections(report)}
${coverageSection(report.coverage)}
</main>
<footer class="soft">meeting-understudy ${report.version}</footer>
<script>${trusted(script)}</script>
</body>
</html>`;

function leftBehind({ left }: Report): Markup {
  if (left.length === 0) return nothing;
  return markup`
<section aria-labelledby="left">
<h2 id="left">Left behind</h2>
<p>This could not be taken back. Somebody has to look after it.</p>
<ul>${left.map(({ id, what }) => markup`<li>${what} <span class="soft">${id}</span></li>`)}</ul>
</section>`;
}
