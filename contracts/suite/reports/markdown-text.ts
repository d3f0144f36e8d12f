/** What Markdown, its tables, its HTML, mathematics, mentions or emoji would take for themselves. */
const special = /[\\`*_[\]<>&|~$@#!"]|:(?=\S)/g;

/** A text as it is, in a line or a cell of GitHub's Markdown. */
export const plain = (text: string): string =>
  text.replace(special, (character) => `&#${character.codePointAt(0) ?? 0};`).replace(/\s*\n\s*/g, ' ');

/** A fenced block; its fence is longer than any that stands in it. */
export function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** A table whose cells are plain texts; the columns of numbers are those that have one in the first row. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const row = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => plain(String(cell))).join(' | ')} |`;
  const rule = head.map((_name, index) => (typeof rows[0]?.[index] === 'number' ? '---:' : '---'));
  return [row(head), `| ${rule.join(' | ')} |`, ...rows.map(row)].join('\n');
}

/** A list of plain texts. */
export const list = (lines: readonly string[]): string => lines.map((line) => `- ${plain(line)}`).join('\n');

/** Markdown behind a plain text that unfolds it; nothing where there is nothing to unfold. */
export const folded = (summary: string, inner: string): string =>
  inner === '' ? '' : `<details><summary>${plain(summary)}</summary>\n\n${inner}\n\n</details>`;
