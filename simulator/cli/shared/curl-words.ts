import { BadUse } from './flags.js';

/** What a place in a shell command may hold, in the order in which it is tried. */
interface Piece {
  readonly shape: RegExp;
  /** What it adds to the word; undefined ends the word, null is as if it did not stand there. */
  readonly means: (inside: string) => string | undefined | null;
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

const textOfUnits = (units: readonly number[]): string => units.map((unit) => String.fromCharCode(unit)).join('');

const fromHex = (digits: string): number => Number.parseInt(digits, 16);

const inUtf8 = (text: string): string => Buffer.from(text).toString('latin1');

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

/** What a flag of curl does to the request. */
export type CurlFlag =
  'method' | 'header' | 'data' | 'json' | 'encoded' | 'user' | 'agent' | 'cookie' | 'url' | 'head' | 'get' | 'other';

interface Meaning {
  readonly flag: CurlFlag;
  readonly takesValue: boolean;
}

const named = (flag: CurlFlag, takesValue: boolean, names: string): readonly (readonly [string, Meaning])[] =>
  names.split(' ').map((name) => [name, { flag, takesValue }]);

const flags: ReadonlyMap<string, Meaning> = new Map([
  ...named('method', true, '-X --request'),
  ...named('header', true, '-H --header'),
  ...named('data', true, '-d --data --data-raw --data-binary --data-ascii'),
  ...named('encoded', true, '--data-urlencode'),
  ...named('json', true, '--json'),
  ...named('user', true, '-u --user'),
  ...named('agent', true, '-A --user-agent'),
  ...named('cookie', true, '-b --cookie'),
  ...named('url', true, '--url'),
  ...named('head', false, '-I --head'),
  ...named('get', false, '-G --get'),
  // What changes nothing about the request.
  ...named(
    'other',
    true,
    '-o --output -m --max-time --connect-timeout --retry --retry-delay --cacert --capath -w --write-out',
  ),
  ...named('other', true, '-x --proxy --noproxy --resolve --interface -c --cookie-jar -D --dump-header --stderr'),
  ...named(
    'other',
    false,
    '-s --silent -S --show-error -i --include -k --insecure -L --location -v --verbose -f --fail',
  ),
  ...named(
    'other',
    false,
    '--compressed -g --globoff -N --no-buffer -# --progress-bar --fail-with-body --no-progress-meter',
  ),
  ...named('other', false, '--http1.1 --http1.0 -0 --http2 -4 --ipv4 -6 --ipv6 --path-as-is -q --disable'),
]);

/** A flag of a curl command with its value; a word that belongs to no flag is its URL. */
export interface CurlPart {
  readonly flag: CurlFlag;
  /** The flag as it was written, `--data-raw`. */
  readonly name: string;
  readonly value: string;
}

/** Takes the words of a curl command apart; a flag that is not known is an error that names it, without any value. */
export function partsOf([program = '', ...words]: readonly string[]): readonly CurlPart[] {
  if (!/(?:^|[\\/])curl(?:\.exe)?$/.test(program)) throw new BadUse('--curl takes a command that begins with curl');
  const parts: CurlPart[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const { name, behind } = split(word);
    const { flag, takesValue } = meaningOf(name);
    // `-sSX POST` is `-s -S -X POST`, and `-XPOST` as well.
    if (!takesValue && behind !== '') rest.unshift(`-${behind}`);
    const value = takesValue && behind === '' ? rest.shift() : behind;
    if (value === undefined) throw new BadUse(`the curl command ends behind ${name}, which takes a value`);
    parts.push({ flag, name, value });
  }
  return parts;
}

/** A word as the flag it begins with and what stands behind that; one that is no flag is a URL. */
function split(word: string): { readonly name: string; readonly behind: string } {
  if (!word.startsWith('-')) return { name: '--url', behind: word };
  return word.startsWith('--') ? { name: word, behind: '' } : { name: word.slice(0, 2), behind: word.slice(2) };
}

function meaningOf(name: string): Meaning {
  const meaning = flags.get(name);
  if (meaning !== undefined) return meaning;
  const shown = /^--?[\w.-]{1,30}(?==|$)/.exec(name)?.[0] ?? 'a flag that is no word';
  throw new BadUse(
    `the curl command has ${shown}, which is not understood here; write the request with --request FILE`,
  );
}
