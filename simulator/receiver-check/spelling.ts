import type { Template } from './probe.js';
import spellings from './sets/spellings.json' with { type: 'json' };

/** How pushes can spell the order number of a request; both unless a probe is about one. */
export const spellingNames: readonly string[] = Object.keys(spellings);

/** JSON merge patches, by provider, onto worlds that spell it so; empty for a spelling that there is not. */
export const worldsSpelling = (spelling: string): Readonly<Record<string, Template>> =>
  (spellings as Readonly<Record<string, Readonly<Record<string, Template>>>>)[spelling] ?? {};
