import { readFileSync } from 'node:fs';
import { top } from '../support/cli.js';

/** A code block: its language and its text. */
export interface CodeBlock {
  readonly language: string;
  readonly text: string;
  /** Whether the line before its fence says that it runs. */
  readonly runs: boolean;
}

/** A command, and the lines that its output must hold in this order. */
export interface Shown {
  readonly command: string;
  readonly lines: readonly string[];
}

/** Reads a file of this package, by its path from the top. */
export const textOf = (file: string): string => readFileSync(`${top}${file}`, 'utf8');

/** Every code block of a page, in order. */
export function codeBlocksIn(page: string): readonly CodeBlock[] {
  return [...page.matchAll(/^(<!-- runs -->\n)?```(\w*)\n([^]*?)^```$/gm)].map(
    ([, marker, language = '', text = '']) => ({ language, text, runs: marker !== undefined }),
  );
}

/** The commands of a page, each with the output that the page shows. */
export function shownIn(page: string): readonly Shown[] {
  const blocks = codeBlocksIn(page);
  return blocks.flatMap(({ runs, text }, index) => {
    if (!runs) return [];
    const output = blocks[index + 1];
    if (output?.language !== '') throw new Error(`no output is shown for: ${text}`);
    return [{ command: text, lines: output.text.trimEnd().split('\n') }];
  });
}

/** The lines, of those that should occur in this order, that do not; none when all do. */
export function missingFrom(output: string, lines: readonly string[]): readonly string[] {
  const left = output.split(/\r?\n/);
  return lines.filter((line) => {
    const at = left.indexOf(line);
    left.splice(0, at + 1);
    return at === -1;
  });
}

/** The relative links of a page, without what follows a `#`. */
export function linksIn(page: string): readonly string[] {
  const prose = page.replace(/^```[^]*?^```$/gm, '').replace(/`[^`\n]*`(?!\])/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z][a-z0-9+.-]*:/i.test(target));
}
