import type { Slip } from './search.js';

/** What stands behind the last line, which is the same in both schemes. */
export const endSlips: readonly Slip<{ readonly end: string }, unknown>[] = [
  { mistake: 'newline-at-the-end', ways: () => [{ parts: { end: '\n' } }] },
];
