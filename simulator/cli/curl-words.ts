import { BadUse } from './bad-use.js';

/** What a place in a shell command may hold, in the order in which it is tried. */
interface Piece {
  readonly shape: RegExp;
  /** What it adds to the word; undefined ends the word, null is as if it did not stand there. */
  readonly means: (inside: string) => string | undefined | null;
}

const pieces: readonly Piece[] = [
  { shape: /\\(?:\r?\n|$)/y, means: () => null },
  { shape: /\\([^])/y, means: (character) => character },
  { shape: /'([^']*)'/y, means: (inside) => inside },
  { shape: /\$'([^'\\]*(?:\\[^][^'\\]*)*)'/y, means: ansi },
  { shape: /\$?"([^"\\$`]*(?:\\[^][^"\\$`]*)*)"/y, means: (inside) => inside.replace(/\\(?:\r?\n|([\\"$`]))/g, '$1') },
  { shape: /[ \t]+/y, means: () => undefined },
  { shape: /([^ \t\r\n'"\\$`&<>|;()]+)/y, means: (plain) => plain },
];

/** Where a command ends that another one follows, or whose output goes somewhere. */
const end = /\r?\n|;|\||&&|\d?>|$/y;

const troubles: readonly (readonly [shape: RegExp, says: string])[] = [
  [
    /["$]?'|"/y,
    'a quotation mark is opened and never closed, or a variable stands between quotation marks: write its value',
  ],
  [/[$`]/y, 'it holds a shell variable or a command in backquotes: write its value'],
  [/&/y, 'an & stands outside of quotation marks, where a shell ends the command: put the URL in quotation marks'],
];

/**
 * The words of the first command in a line of a POSIX shell, quotation marks taken off.
 *
 * A word is bytes, one a character: that is how it goes on the wire.
 */
export function wordsOf(command: string): readonly string[] {
  const bytes = Buffer.from(command.trim()).toString('latin1');
  const words: string[] = [];
  let word: string | undefined;
  let place = 0;
  while (!matches(end, bytes, place)) {
    const found = pieceAt(bytes, place);
    if (typeof found.adds === 'string') word = (word ?? '') + found.adds;
    if (found.adds === undefined && word !== undefined) words.push(word);
    if (found.adds === undefined) word = undefined;
    place = found.until;
  }
  return word === undefined ? words : [...words, word];
}

function pieceAt(text: string, place: number): { readonly adds: string | undefined | null; readonly until: number } {
  for (const { shape, means } of pieces) {
    const found = matches(shape, text, place);
    if (found !== null) return { adds: means(found[1] ?? ''), until: place + found[0].length };
  }
  const says = troubles.find(([shape]) => matches(shape, text, place))?.[1];
  throw new BadUse(`the command cannot be read: ${says ?? 'it holds what a shell would read in its own way'}`);
}

function matches(shape: RegExp, text: string, place: number): RegExpExecArray | null {
  shape.lastIndex = place;
  return shape.exec(text);
}

const controls: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** What `$'…'` means: `\u` gives a UTF-16 unit, as browsers write them, `\x` and octal digits give a byte. */
function ansi(inside: string): string {
  return inside.replace(
    /((?:\\u[\da-fA-F]{1,4})+)|\\U([\da-fA-F]{1,8})|\\x([\da-fA-F]{1,2})|\\([0-7]{1,3})|\\([^])/g,
    (_whole, ...[units, point, hex, octal, character = '']: readonly (string | undefined)[]) => {
      if (units !== undefined) return inUtf8(textOfUnits(units.slice(2).split('\\u').map(fromHex)));
      if (point !== undefined) return inUtf8(String.fromCodePoint(Math.min(fromHex(point), 0x10ffff)));
      if (hex !== undefined) return String.fromCharCode(fromHex(hex));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      return controls[character] ?? (`'"\\?`.includes(character) ? character : `\\${character}`);
    },
  );
}

const textOfUnits = (units: readonly number[]): string => units.map((unit) => String.fromCharCode(unit)).join('');

const fromHex = (digits: string): number => Number.parseInt(digits, 16);

const inUtf8 = (text: string): string => Buffer.from(text).toString('latin1');
