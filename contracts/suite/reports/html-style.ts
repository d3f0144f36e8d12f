const sans =
  'system-ui, -apple-system, "Segoe UI", "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const mono =
  'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace';

/** Which sections each choice of outcome shows; by CSS alone, so it works where scripts do not run. */
const choices = ['failed', 'inconclusive', 'skipped', 'passed']
  .map((outcome) => `body:has(#show-${outcome}:checked) .cases:not([data-outcome="${outcome}"])`)
  .join(',\n');

/** The colors of the page; a test checks that each color pair meets WCAG AA. */
export const palettes = {
  light: {
    paper: '#faf9f6',
    card: '#ffffff',
    ink: '#1c1e21',
    soft: '#5a6068',
    line: '#dbd8d0',
    accent: '#1d5b87',
    red: '#a01f1c',
    'red-wash': '#fbecea',
    green: '#1a6637',
    'green-wash': '#e8f4eb',
    amber: '#774b00',
  },
  dark: {
    paper: '#151719',
    card: '#1d2023',
    ink: '#e9e7e2',
    soft: '#a8adb3',
    line: '#393d42',
    accent: '#8fc6ef',
    red: '#ff9f98',
    'red-wash': '#3a1e1d',
    green: '#90d8a7',
    'green-wash': '#1a3123',
    amber: '#f0c674',
  },
} as const;

/** The colors as CSS custom properties. */
const properties = (palette: Readonly<Record<string, string>>): string =>
  Object.entries(palette)
    .map(([name, color]) => `--${name}: ${color};`)
    .join(' ');

/** The style sheet of the page. Its hash stands in `integrity.ts`. */
export const style = `
:root { color-scheme: light dark; ${properties(palettes.light)} }
@media (prefers-color-scheme: dark) { :root { ${properties(palettes.dark)} } }
* { box-sizing: border-box; }
[hidden], ${choices} { display: none !important; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 60rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 ${sans}; overflow-wrap: anywhere; }
h1 { margin: 0 0 1rem; font-size: clamp(1.5rem, 5vw, 2.25rem); line-height: 1.2; font-weight: 650; letter-spacing: -.02em; text-wrap: balance; }
h2 { margin: 3rem 0 1rem; font-size: 1.25rem; font-weight: 650; letter-spacing: -.01em; }
h3 { margin: 0 0 .75rem; font-size: 1rem; font-weight: 600; }
p { margin: .5rem 0; }
ul { margin: .25rem 0; padding-left: 1.25rem; }
.eyebrow, .soft { color: var(--soft); font-size: .875rem; }
.eyebrow { margin: 0 0 .5rem; }
.holds h1 { color: var(--green); } .broken h1 { color: var(--red); } .open h1 { color: var(--amber); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr)); gap: .75rem 1.5rem; margin: 1.5rem 0; }
.facts dt { color: var(--soft); font-size: .8125rem; } .facts dd { margin: 0; }
.skip { position: absolute; left: -100vw; } .skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .5rem 1rem; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .25rem; }
.filter { margin: 2rem 0 0; padding: 1rem 0; border: solid var(--line); border-width: 1px 0; }
fieldset { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0; padding: 0; border: 0; min-width: 0; }
legend, .find { float: left; margin: 0; padding: 0; color: var(--soft); font-size: .875rem; }
legend { width: 100%; }
fieldset label { display: inline-flex; gap: .4rem; align-items: center; min-height: 2rem; cursor: pointer; text-transform: capitalize; }
input { accent-color: var(--accent); }
.find { float: none; display: block; margin-top: .75rem; }
.find input { display: block; width: 100%; margin-top: .25rem; padding: .5rem .75rem; border: 1px solid var(--soft);
  border-radius: .375rem; background: var(--card); color: var(--ink); font: inherit; font-size: 1rem; }
article { margin: 0 0 1.25rem; padding: 1.25rem; background: var(--card); border: 1px solid var(--line);
  border-left: 4px solid var(--red); border-radius: .375rem; }
pre { margin: .5rem 0 1rem; padding: .75rem 0; border: 1px solid var(--line); border-radius: .375rem;
  font: .8125rem/1.55 ${mono}; white-space: pre-wrap; }
pre > * { display: block; padding: 0 .75rem 0 2rem; text-indent: -1.25rem; text-decoration: none; }
del { background: var(--red-wash); color: var(--red); } ins { background: var(--green-wash); color: var(--green); }
code { font: .9em ${mono}; }
.rule { padding-left: .75rem; border-left: 2px solid var(--line); font-size: .9375rem; }
details { border-bottom: 1px solid var(--line); }
summary { padding: .625rem 0; cursor: pointer; }
details ul { padding-bottom: .75rem; font-size: .9375rem; }
table { width: 100%; margin: 0 0 2rem; border-collapse: collapse; font-size: .9375rem; font-variant-numeric: tabular-nums; }
caption { padding: .5rem 0; text-align: left; font-weight: 600; }
th, td { padding: .375rem .5rem; border-bottom: 1px solid var(--line); text-align: right; font-weight: 400; vertical-align: top; }
th:first-child { padding-left: 0; text-align: left; } thead th { text-transform: capitalize; color: var(--soft); font-size: .8125rem; overflow-wrap: normal; }
.none { color: var(--soft); } .some-failed { color: var(--red); font-weight: 650; }
footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--line); }
@media (max-width: 30rem) { th, td { padding: .375rem .25rem; } article { padding: 1rem .75rem; } td { width: 2.25rem; }
  thead th { vertical-align: bottom; } thead th + th { writing-mode: vertical-rl; text-align: right; padding: .25rem 0; } }
@media print { :root { color-scheme: light; ${properties(palettes.light)} } body { max-width: none; padding: 0; font-size: 10pt; }
  .filter, .skip { display: none; } article, tr { break-inside: avoid; } h2, h3 { break-after: avoid; } }
`;
