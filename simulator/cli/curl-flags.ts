import { BadUse } from './bad-use.js';

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
