import { type Message, say } from '../../../contracts/messages.js';
import { BadUse } from './flags.js';

/** A piece of a shell command; the pieces are tried in order. */
interface Piece {
  readonly shape: RegExp;
  /** The text that it adds to the word; undefined ends the word, null adds nothing. */
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

/** The end of a command: another command or a redirection follows. */
const end = /\r?\n|;|\||&&|\d?>|$/y;

const syntaxErrors: readonly (readonly [shape: RegExp, says: Message])[] = [
  [/["$]?'|"/y, say`unclosed quotation mark, or a shell variable in quotation marks: write its value`],
  [/[$`]/y, say`shell variable or command in backquotes: write its value`],
  [/&/y, say`an & outside quotation marks ends the command: put the URL in quotation marks`],
];

/**
 * The words of the first command in a line of a POSIX shell, without quotation marks.
 *
 * Each character of a word is a byte, as on the wire.
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
  const says = syntaxErrors.find(([shape]) => matches(shape, text, place))?.[1];
  throw new BadUse(say`cannot parse the curl command: ${says ?? say`unsupported shell syntax`}`);
}

function matches(shape: RegExp, text: string, place: number): RegExpExecArray | null {
  shape.lastIndex = place;
  return shape.exec(text);
}

/** The text of `$'…'`: `\u` is a UTF-16 unit, as browsers write it, `\x` and octal digits are a byte. */
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

/** The effect of a curl flag on the request. */
export type CurlFlag =
  'method' | 'header' | 'data' | 'json' | 'encoded' | 'user' | 'agent' | 'cookie' | 'url' | 'head' | 'get' | 'other';

interface Meaning {
  readonly flag: CurlFlag;
  readonly takesValue: boolean;
}

const flagNames = (flag: CurlFlag, takesValue: boolean, names: string): readonly (readonly [string, Meaning])[] =>
  names.split(' ').map((name) => [name, { flag, takesValue }]);

const flags: ReadonlyMap<string, Meaning> = new Map([
  ...flagNames('method', true, '-X --request'),
  ...flagNames('header', true, '-H --header'),
  ...flagNames('data', true, '-d --data --data-raw --data-binary --data-ascii'),
  ...flagNames('encoded', true, '--data-urlencode'),
  ...flagNames('json', true, '--json'),
  ...flagNames('user', true, '-u --user'),
  ...flagNames('agent', true, '-A --user-agent'),
  ...flagNames('cookie', true, '-b --cookie'),
  ...flagNames('url', true, '--url'),
  ...flagNames('head', false, '-I --head'),
  ...flagNames('get', false, '-G --get'),
  // Flags without effect on the request.
  ...flagNames(
    'other',
    true,
    '-o --output -m --max-time --connect-timeout --retry --retry-delay --cacert --capath -w --write-out',
  ),
  ...flagNames('other', true, '-x --proxy --noproxy --resolve --interface -c --cookie-jar -D --dump-header --stderr'),
  ...flagNames(
    'other',
    false,
    '-s --silent -S --show-error -i --include -k --insecure -L --location -v --verbose -f --fail',
  ),
  ...flagNames(
    'other',
    false,
    '--compressed -g --globoff -N --no-buffer -# --progress-bar --fail-with-body --no-progress-meter',
  ),
  ...flagNames('other', false, '--http1.1 --http1.0 -0 --http2 -4 --ipv4 -6 --ipv6 --path-as-is -q --disable'),
]);

/** A flag of a curl command with its value; a word without a flag is the URL. */
export interface CurlPart {
  readonly flag: CurlFlag;
  /** The flag as in the command, `--data-raw`. */
  readonly name: string;
  readonly value: string;
}

/** Parses the words of a curl command; the error for an unknown flag names the flag, without its value. */
export function partsOf([program = '', ...words]: readonly string[]): readonly CurlPart[] {
  if (!/(?:^|[\\/])curl(?:\.exe)?$/.test(program))
    throw new BadUse(say`--curl must be a command that begins with curl`);
  const parts: CurlPart[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const { name, behind } = split(word);
    const { flag, takesValue } = meaningOf(name);
    // `-sSX POST` is `-s -S -X POST`, and `-XPOST` as well.
    if (!takesValue && behind !== '') rest.unshift(`-${behind}`);
    const value = takesValue && behind === '' ? rest.shift() : behind;
    if (value === undefined) throw new BadUse(say`${name} of the curl command needs a value`);
    parts.push({ flag, name, value });
  }
  return parts;
}

/** Splits a word into its flag and the rest; a word without a flag is a URL. */
function split(word: string): { readonly name: string; readonly behind: string } {
  if (!word.startsWith('-')) return { name: '--url', behind: word };
  return word.startsWith('--') ? { name: word, behind: '' } : { name: word.slice(0, 2), behind: word.slice(2) };
}

function meaningOf(name: string): Meaning {
  const meaning = flags.get(name);
  if (meaning !== undefined) return meaning;
  const shown = /^--?[\w.-]{1,30}(?==|$)/.exec(name)?.[0] ?? say`an invalid flag`;
  throw new BadUse(say`the curl command has ${shown}, which is not supported; give the request with --request FILE`);
}
