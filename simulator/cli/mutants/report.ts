import type { Mutant } from '../../mutants/mutant.js';
import type { Outcome } from '../trials/outcome.js';
import { inWords, survived } from '../trials/outcome.js';

/** A mutant, and what the command made of it. */
export type Row = Mutant & Outcome;

/** Whether the command noticed: it failed although it asked. One that took too long has not said what is wrong. */
export const isNoticed = (row: Row): boolean => !survived(row) && row.requests > 0 && !row.timedOut;

/** What the command did not notice, and how many it did; one that made no request has noticed nothing. */
export function reportText(rows: readonly Row[]): string {
  const unnoticed = rows.filter((row) => !isNoticed(row));
  const lines = unnoticed.map((row) => `not noticed: ${row.name}\n    ${row.says}${remarkOn(row)}\n`);
  return [...lines, `${rows.length - unnoticed.length} of ${rows.length} mutants noticed\n`].join('');
}

const remarkOn = (row: Row): string => (survived(row) ? '' : ` (The command ${inWords(row)}.)`);

/** The same for programs. */
export function reportJson(standard: Outcome, rows: readonly Row[]): string {
  const mutants = rows.map((row) => {
    const { name, says, exitCode, signal, timedOut, requests } = row;
    return { name, says, noticed: isNoticed(row), exitCode, signal, timedOut, requests };
  });
  const noticed = mutants.filter((each) => each.noticed).length;
  return `${JSON.stringify({ noticed, mutants: rows.length, standard, results: mutants }, null, 2)}\n`;
}
