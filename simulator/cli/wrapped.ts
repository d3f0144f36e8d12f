/** How lines are broken: what stands before the first, how far the others are indented, how wide all may be. */
export interface Wrapping {
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
