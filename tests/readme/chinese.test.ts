import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { top } from '../support/cli.js';

interface Part {
  readonly kind: string;
  /** What is the same in both languages. */
  readonly same: string;
}

/** The headings by level, the code blocks and the tables of a page, in order. */
function partsOf(file: string): readonly Part[] {
  const page = readFileSync(`${top}${file}`, 'utf8');
  return Array.from(
    page.matchAll(/^```(\w*)\n([^]*?)^```$|^(#+) .*$|(?:^\|.*\n)+/gm),
    ([all, language, code, level]) => {
      if (level !== undefined) return { kind: 'heading', same: level };
      if (code === undefined) return { kind: 'table', same: cellsOf(all) };
      // A drawing and comments are in the language of the page.
      const commands = /-{4,}/.test(code) ? '' : code.replace(/ *(?:#|\/\/) .*$/gm, '');
      return { kind: `code ${language ?? ''}`, same: commands };
    },
  );
}

/** The size of a table, and the commands and names in the first column of each row. */
function cellsOf(table: string): string {
  const rows = table
    .trim()
    .split('\n')
    .map((row) => row.slice(1, -1).split(/(?<!\\)\|/));
  const names = rows.map(([first = '']) => (first.match(/`[^`]*`/g) ?? []).join(' '));
  return [`${rows.length} rows of ${rows[0]?.length ?? 0}`, ...names].join('\n');
}

test('README.zh-CN.md has every section, code block and table of README.md', () => {
  expect(partsOf('README.zh-CN.md')).toEqual(partsOf('README.md'));
});

test('README.zh-CN.md links to every page that README.md links to, or to its Chinese', () => {
  const linksOf = (file: string): readonly string[] => {
    const page = readFileSync(`${top}${file}`, 'utf8');
    const links = Array.from(
      page.matchAll(/\]\(([\w./-]+?)(?:\.zh-CN)?(\.\w+)?(?:#[\w-]+)?\)/g),
      ([, path, ending = '']) => `${path ?? ''}${ending}`,
    );
    return [...new Set(links)].toSorted();
  };
  expect(linksOf('README.zh-CN.md')).toEqual(linksOf('README.md'));
});
