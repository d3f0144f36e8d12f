import type { Tamper } from './case.js';
import { mergePatch } from '../json.js';
import type { Prepared } from '../../client/index.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Applies these changes to a prepared request. */
export function tamperWith(prepared: Prepared, tamper: Tamper): Prepared {
  return {
    ...prepared,
    method: tamper.method ?? prepared.method,
    url: urlWith(prepared.url, tamper),
    headers: headersWith(prepared.headers, tamper.headers ?? {}),
    body: bodyWith(prepared.body, tamper),
  };
}

function urlWith(url: string, { path = {}, query = {}, rename = {} }: Tamper): string {
  const changed = Object.entries(path).reduce((text, [from, to]) => text.replace(from, to), url);
  const [before = '', raw = ''] = changed.split('?', 2);
  const nameOf = (pair: string): string => pair.split('=', 1)[0] ?? '';
  const kept = raw
    .split('&')
    .filter((pair) => pair !== '' && !Object.hasOwn(query, nameOf(pair)))
    .map((pair) => (rename[nameOf(pair)] ?? nameOf(pair)) + pair.slice(nameOf(pair).length));
  const added = Object.entries(query).flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]));
  const pairs = [...kept, ...added];
  return pairs.length === 0 ? before : `${before}?${pairs.join('&')}`;
}

function headersWith(
  headers: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string | null>>,
): Readonly<Record<string, string>> {
  const touched = new Set(Object.keys(changes).map((name) => name.toLowerCase()));
  const kept = Object.entries(headers).filter(([name]) => !touched.has(name.toLowerCase()));
  const added = Object.entries(changes).filter((change): change is [string, string] => change[1] !== null);
  return Object.fromEntries([...kept, ...added]);
}

function bodyWith(body: Prepared['body'], { body: other, bodyBase64, fields }: Tamper): Prepared['body'] {
  if (bodyBase64 !== undefined) return Uint8Array.from(atob(bodyBase64), (char) => char.charCodeAt(0));
  if (other !== undefined) return encoder.encode(other);
  if (fields === undefined) return body;
  return encoder.encode(JSON.stringify(mergePatch(JSON.parse(decoder.decode(body)), fields)));
}
