import type { Template } from './probe.js';
import spellings from './sets/spellings.json' with { type: 'json' };

/** The spellings of a request's order number in callbacks. Default: both, unless a probe is about one. */
export const spellingNames: readonly string[] = Object.keys(spellings);

/** JSON merge patches, by provider, onto worlds with this spelling; empty for an unknown one. */
export const worldsSpelling = (spelling: string): Readonly<Record<string, Template>> =>
  (spellings as Readonly<Record<string, Readonly<Record<string, Template>>>>)[spelling] ?? {};
