import { BadUse } from './bad-use.js';
import { dataOf } from './curl-data.js';
import type { CurlFlag, CurlPart } from './curl-flags.js';
import { partsOf } from './curl-flags.js';
import { headersOf } from './curl-headers.js';
import { wordsOf } from './curl-words.js';
import type { UnsentRequest } from './unsent-request.js';

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
