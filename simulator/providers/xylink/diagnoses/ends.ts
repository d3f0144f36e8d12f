import type { Slip } from './search.js';

interface Ends {
  readonly lineEnd: string;
  readonly end: string;
}

/** What stands between the lines and behind the last one, which is the same in both schemes. */
export const endSlips: readonly Slip<Ends, unknown>[] = [
  { mistake: 'newline-at-the-end', ways: () => ['\n', '\r\n'].map((end) => ({ parts: { end } })) },
  { mistake: 'lines-end-in-crlf', ways: () => [{ parts: { lineEnd: '\r\n' } }] },
];
