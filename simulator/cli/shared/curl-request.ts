import { type CurlFlag, type CurlPart, partsOf, wordsOf } from './curl-words.js';
import { BadUse } from './flags.js';
import type { UnsentRequest } from './request-file.js';

/** The request that a curl command would send. */
export function curlRequest(command: string): UnsentRequest {
  const parts = partsOf(wordsOf(command));
  const has = (flag: CurlFlag): boolean => parts.some((part) => part.flag === flag);
  const data = dataOf(parts);
  const url = urlOf(parts);
  const { authority, target } = has('get') ? split(withQuery(url, data)) : split(url);
  const body = has('get') ? undefined : data;
  const implied = has('head') ? 'HEAD' : body === undefined ? 'GET' : 'POST';
  const ofBody =
    body === undefined
      ? []
      : ([
          ['Content-Type', has('json') ? 'application/json' : 'application/x-www-form-urlencoded'],
          ['Content-Length', String(body.length)],
        ] as const);
  return {
    method: parts.findLast(({ flag }) => flag === 'method')?.value ?? implied,
    target,
    rawHeaders: headersOf(parts, [['Host', authority], ...ofBody]),
    body: Buffer.from(body ?? '', 'latin1'),
  };
}

function urlOf(parts: readonly CurlPart[]): string {
  const [url, another] = parts.filter(({ flag }) => flag === 'url').map(({ value }) => value);
  if (url === undefined) throw new BadUse('the curl command names no URL');
  if (another !== undefined) throw new BadUse('the curl command names more than one URL; give one request at a time');
  return url.replace(/#.*$/s, '');
}

const withQuery = (url: string, data: string | undefined): string =>
  data === undefined ? url : `${url}${url.includes('?') ? '&' : '?'}${data}`;

/** A URL as it is asked for: its authority goes into `Host`, and its path and query are left as they stand. */
function split(url: string): { readonly authority: string; readonly target: string } {
  const [, authority = '', target = ''] = /^(?:https?:\/\/|(?![a-z][\w+.-]*:\/\/))([^/?#]*)([^]*)$/i.exec(url) ?? [];
  if (!/^[\w.:[\]-]+$/.test(authority)) throw new BadUse('the URL of the curl command is no http URL without user');
  return { authority, target: target.startsWith('/') ? target : `/${target}` };
}

/** A header with its value; undefined leaves out what curl would send of itself. */
type Header = readonly [name: string, value: string | undefined];

/** The headers that a curl command sends, names and values in turn: `own` are those that curl adds of itself. */
function headersOf(parts: readonly CurlPart[], own: readonly Header[]): readonly string[] {
  const given = parts.flatMap((part) => {
    const header = headerBy[part.flag]?.(part);
    return header === undefined ? [] : [header];
  });
  const names = new Set(given.map(([name]) => name.toLowerCase()));
  return [...own.filter(([name]) => !names.has(name.toLowerCase())), ...given].flatMap(([name, value]) =>
    value === undefined ? [] : [name, value],
  );
}

const headerBy: Readonly<Partial<Record<CurlFlag, (part: CurlPart) => Header>>> = {
  header: ({ value }) => written(value),
  user: ({ value }) => ['Authorization', `Basic ${btoa(value)}`],
  agent: ({ value }) => ['User-Agent', value],
  cookie({ name, value }) {
    if (!value.includes('=')) throw fromFile(name);
    return ['Cookie', value];
  },
};

/** `Name: value`; `Name;` has no value, and `Name:` is not sent. */
function written(text: string): Header {
  if (text.startsWith('@')) throw fromFile('-H');
  const empty = /^([^:;]+);\s*$/.exec(text)?.[1];
  if (empty !== undefined) return [empty.trim(), ''];
  const colon = text.indexOf(':');
  if (colon < 1) throw new BadUse('a header of the curl command has no name and colon');
  const value = text.slice(colon + 1).trim();
  return [text.slice(0, colon).trim(), value === '' ? undefined : value];
}

/** What a curl command sends besides the URL, several joined as curl joins them; undefined when it sends nothing. */
function dataOf(parts: readonly CurlPart[]): string | undefined {
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
const fromFile = (flag: string): BadUse =>
  new BadUse(`${flag} of the curl command takes a file; write the request, body included, with --request FILE`);
