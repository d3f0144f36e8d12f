import stringWidth from 'string-width';
import { piecesOf, sharedPieces } from '../../core/diagnosis/differences.js';

function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - stringWidth(text)));
}

/** A text in one line, with what a terminal would obey or hide written as escapes. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    const escape = JSON.stringify(character).slice(1, -1);
    return escape === character ? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}` : escape;
  });
}

/** Rows whose columns stand below each other; the last column is not filled up. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widthOf = (column: number): number => Math.max(...rows.map((row) => stringWidth(row[column] ?? '')));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : padded(cell, widthOf(column))))
      .join('  ')
      .trimEnd(),
  );
}

/** Two texts below each other behind their labels, and a caret under the place where they part. */
export function compared(
  expected: readonly [label: string, text: string],
  received: readonly [label: string, text: string],
): readonly string[] {
  const [pieces, others] = [expected, received].map(([, text]) => piecesOf(text).map(visible));
  const shared = (pieces ?? []).slice(0, sharedPieces(pieces ?? [], others ?? [])).join('');
  const [first = '', second = ''] = table([expected, received].map(([label, text]) => [label, visible(text)]));
  const labels = Math.max(stringWidth(expected[0]), stringWidth(received[0])) + 2;
  return [first, second, `${' '.repeat(labels + stringWidth(shared))}^`];
}
