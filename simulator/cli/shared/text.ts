/**
 * A mistake, told in one line: commander explains itself over several, and file names may hold anything.
 *
 * What stands behind the `=` of an unknown flag is left out: it may be a token behind a misspelt name.
 */
export function inOneLine(text: string): string {
  const flat = text
    .replace(/^error: /, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return `understudy: ${flat.replace(/^(unknown option '-[^'=]*)=.*?'( \(Did you mean .*)?$/, "$1'$2")}\n`;
}

/** How lines are broken: what stands before the first, how far the others are indented, how wide all may be. */
interface Wrapping {
  readonly lead: string;
  readonly indent: number;
  readonly width: number;
}

/** A text in lines, broken between words; a word that is wider than a line has one to itself. */
export function wrapped(text: string, { lead, indent, width }: Wrapping): string {
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

/** A text as one word of a POSIX shell, in quotes whatever it holds. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A text as one word of a POSIX shell, in quotes only when it needs them. */
export const word = (text: string): string => (/^[\w@%+:,./-]+$/.test(text) ? text : quoted(text));
