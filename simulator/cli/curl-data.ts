import { BadUse } from './bad-use.js';
import type { CurlPart } from './curl-flags.js';

/** What a curl command sends besides the URL, several joined as curl joins them; undefined when it sends nothing. */
export function dataOf(parts: readonly CurlPart[]): string | undefined {
  const given = parts.filter(({ flag }) => ['data', 'json', 'encoded'].includes(flag));
  if (given.length === 0) return undefined;
  return given.map(datum).join(given.some(({ flag }) => flag === 'json') ? '' : '&');
}

function datum({ flag, name, value }: CurlPart): string {
  if (flag === 'encoded') return encoded(value);
  if (value.startsWith('@') && name !== '--data-raw') throw fromFile(name);
  return value;
}

/** `content`, `=content` or `name=content`, of which the content is percent-encoded. */
function encoded(value: string): string {
  const mark = value.search(/[=@]/);
  if (value[mark] === '@') throw fromFile('--data-urlencode');
  const name = value.slice(0, Math.max(mark, 0));
  const written = value.slice(mark + 1).replace(/[^\w.~-]/g, (byte) => {
    const digits = byte.charCodeAt(0).toString(16).toUpperCase();
    return `%${digits.padStart(2, '0')}`;
  });
  return name === '' ? written : `${name}=${written}`;
}

/** What is told about a flag whose value is the name of a file: that file is not read. */
export const fromFile = (flag: string): BadUse =>
  new BadUse(`${flag} of the curl command takes a file; write the request, body included, with --request FILE`);
