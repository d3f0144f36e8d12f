import { BadUse } from './bad-use.js';
import { fromFile } from './curl-data.js';
import type { CurlFlag, CurlPart } from './curl-flags.js';

/** A header with its value; undefined leaves out what curl would send of itself. */
export type Header = readonly [name: string, value: string | undefined];

/** The headers that a curl command sends, names and values in turn: `own` are those that curl adds of itself. */
export function headersOf(parts: readonly CurlPart[], own: readonly Header[]): readonly string[] {
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
