import { say } from '../../../contracts/messages.js';
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
  if (url === undefined) throw new BadUse(say`the curl command has no URL: add one`);
  if (another !== undefined) throw new BadUse(say`the curl command has more than one URL: give one request at a time`);
  return url.replace(/#.*$/s, '');
}

const withQuery = (url: string, data: string | undefined): string =>
  data === undefined ? url : `${url}${url.includes('?') ? '&' : '?'}${data}`;

/** Splits a URL into the authority, for `Host`, and path and query, unchanged. */
function split(url: string): { readonly authority: string; readonly target: string } {
  const [, authority = '', target = ''] = /^(?:https?:\/\/|(?![a-z][\w+.-]*:\/\/))([^/?#]*)([^]*)$/i.exec(url) ?? [];
  if (!/^[\w.:[\]-]+$/.test(authority))
    throw new BadUse(say`the URL of the curl command must be an http or https URL without user and password`);
  return { authority, target: target.startsWith('/') ? target : `/${target}` };
}

/** A header with its value; undefined removes a header that curl sends by default. */
type Header = readonly [name: string, value: string | undefined];

/** The headers of a curl command, names and values alternating; `own` are the defaults of curl. */
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
  header: ({ value }) => headerIn(value),
  user: ({ value }) => ['Authorization', `Basic ${btoa(value)}`],
  agent: ({ value }) => ['User-Agent', value],
  cookie({ name, value }) {
    if (!value.includes('=')) throw fromFile(name);
    return ['Cookie', value];
  },
};

/** Parses `Name: value`; `Name;` has an empty value, and `Name:` removes the header. */
function headerIn(text: string): Header {
  if (text.startsWith('@')) throw fromFile('-H');
  const empty = /^([^:;]+);\s*$/.exec(text)?.[1];
  if (empty !== undefined) return [empty.trim(), ''];
  const colon = text.indexOf(':');
  if (colon < 1) throw new BadUse(say`a header of the curl command is invalid: write Name: value`);
  const value = text.slice(colon + 1).trim();
  return [text.slice(0, colon).trim(), value === '' ? undefined : value];
}

/** The data of a curl command, parts joined as curl joins them; undefined without data. */
function dataOf(parts: readonly CurlPart[]): string | undefined {
  const given = parts.filter(({ flag }) => ['data', 'json', 'encoded'].includes(flag));
  if (given.length === 0) return undefined;
  return given.map(datum).join(given.some(({ flag }) => flag === 'json') ? '' : '&');
}

function datum({ flag, name, value }: CurlPart): string {
  if (flag === 'encoded') return urlEncode(value);
  if (value.startsWith('@') && name !== '--data-raw') throw fromFile(name);
  return value;
}

/** `content`, `=content` or `name=content`; the content is percent-encoded. */
function urlEncode(value: string): string {
  const mark = value.search(/[=@]/);
  if (value[mark] === '@') throw fromFile('--data-urlencode');
  const name = value.slice(0, Math.max(mark, 0));
  const content = value.slice(mark + 1).replace(/[^\w.~-]/g, (byte) => {
    const digits = byte.charCodeAt(0).toString(16).toUpperCase();
    return `%${digits.padStart(2, '0')}`;
  });
  return name === '' ? content : `${name}=${content}`;
}

/** The error for a flag with a file name as value: no file is read. */
const fromFile = (flag: string): BadUse =>
  new BadUse(
    say`${flag} of the curl command reads a file, which is not supported; give the whole request with --request FILE`,
  );
