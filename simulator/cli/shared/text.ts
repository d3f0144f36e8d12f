/**
 * An error message on one line: commander writes several lines, and file names may hold any character.
 *
 * Omits the value after the `=` of an unknown flag, which may be a token after a misspelt name.
 */
export function inOneLine(text: string): string {
  const flat = text
    .replace(/^error: /, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return `understudy: ${flat.replace(/^(unknown option '-[^'=]*)=.*?'( \(Did you mean .*)?$/, "$1'$2")}\n`;
}

/** How to wrap lines: the prefix of the first, the indent of the others, and the maximum width. */
interface Wrapping {
  readonly lead: string;
  readonly indent: number;
  readonly width: number;
}

/** Wraps a text between words; a word wider than a line gets its own line. */
export function wrapText(text: string, { lead, indent, width }: Wrapping): string {
  const [first = '', ...rest] = text.split(' ');
  const lines: string[] = [];
  let line = `${lead.padEnd(indent)}${first}`;
  for (const word of rest) {
    if (line.length + 1 + word.length <= width) {
      line += ` ${word}`;
    } else {
      lines.push(line);
      line = `${' '.repeat(indent)}${word}`;
    }
  }
  return [...lines, line].join('\n');
}

/** A text as one word of a POSIX shell, always in quotes. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A text as one word of a POSIX shell, in quotes only where needed. */
export const word = (text: string): string => (/^[\w@%+:,./-]+$/.test(text) ? text : quoteText(text));
