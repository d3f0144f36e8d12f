import type { AnyReadingOptions } from '../core/pipeline/reading.js';
import spellings from './sets/spellings.json' with { type: 'json' };

/** The spellings of a request's order number in callbacks. A probe may be about one of them. */
export const spellingNames: readonly string[] = Object.keys(spellings);

/** The readings, by provider, that give this spelling; empty for an unknown one. */
export const readingsForSpelling = (spelling: string): Readonly<Record<string, AnyReadingOptions>> =>
  (spellings as Readonly<Record<string, Readonly<Record<string, AnyReadingOptions>>>>)[spelling] ?? {};
