/** Where two texts part, with what stands around that place in each. */
export interface FirstDifference {
  /** The first character that differs, from 0; a `‹mask›` that differs does so where it begins. */
  readonly at: number;
  readonly expected: string;
  readonly received: string;
}

/** So many characters are shown on either side of the place. */
const around = 16;

/** A text as what can be told apart in it: its characters, and each `‹mask›` whole. */
export function piecesOf(text: string): readonly string[] {
  return text.match(/‹[^‹›]*›|[^]/gu) ?? [];
}

/** How many pieces two texts share at their beginnings. */
export function sharedPieces(one: readonly string[], other: readonly string[]): number {
  const parted = one.findIndex((piece, index) => piece !== other[index]);
  return parted < 0 ? one.length : parted;
}

/** The place where two texts part; undefined when they are the same. */
export function firstDifference(expected: string, received: string): FirstDifference | undefined {
  if (expected === received) return undefined;
  const pieces = piecesOf(expected);
  const others = piecesOf(received);
  const place = sharedPieces(pieces, others);
  const at = Array.from(pieces.slice(0, place).join('')).length;
  return { at, expected: excerpt(pieces, place), received: excerpt(others, place) };
}

function excerpt(pieces: readonly string[], place: number): string {
  const from = Math.max(0, place - around);
  const until = place + around;
  return `${from > 0 ? '…' : ''}${pieces.slice(from, until).join('')}${until < pieces.length ? '…' : ''}`;
}
