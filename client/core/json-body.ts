import type { Issue } from './errors/off-contract.js';

/** What a reply's body holds, or what is wrong with it. */
export type JsonBody = { readonly value: unknown } | { readonly issue: Issue };

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Reads a body as JSON in UTF-8, whatever its Content-Type says; a byte order mark in front is no harm. */
export function readJson(body: Uint8Array): JsonBody {
  if (body.length === 0) return wrong('is empty');
  let text: string;
  try {
    text = decoder.decode(body).trim();
  } catch {
    return wrong('is not UTF-8');
  }
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    // The parser's message quotes the text, so ours is made from its two ends.
    return wrong(whyNotJson(text));
  }
}

function whyNotJson(text: string): string {
  if (text.startsWith('<')) return 'is HTML or XML, not JSON';
  return /^[{[]/.test(text) && !/[}\]]$/.test(text) ? 'is JSON that was cut short' : 'is not JSON';
}

const wrong = (message: string): JsonBody => ({ issue: { part: 'body', message } });
