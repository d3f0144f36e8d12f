import { table } from '../../http/control/diagnosis-text.js';
import { inWords, type Outcome, survived } from '../trials/outcome.js';
import type { Trial } from './trials.js';

type Row = Trial & Outcome;

/** The outcome of every trial as a table, and how many readings the command bears whatever their answer. */
export function reportText(rows: readonly Row[]): string {
  const cells = [
    ['provider', 'reading', 'answer', 'result'],
    ...rows.map((row) => [row.provider, row.reading, row.answer, inWords(row)]),
  ];
  const { survived: some, readings } = totalsOf(rows);
  return [...table(cells), '', `${some} of ${readings} readings survived`].map((line) => `${line}\n`).join('');
}

/** The same for programs. */
export function reportJson(standard: Outcome, rows: readonly Row[]): string {
  const withResult = (outcome: Outcome): object => ({ ...outcome, survived: survived(outcome) });
  const report = { ...totalsOf(rows), standard: withResult(standard), trials: rows.map(withResult) };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** A reading has survived when the command bears all its other answers. */
function totalsOf(rows: readonly Row[]): { readonly survived: number; readonly readings: number } {
  const readings = new Set(rows.map(readingOf));
  const fatal = new Set(rows.filter((row) => !survived(row)).map(readingOf));
  return { survived: readings.size - fatal.size, readings: readings.size };
}

const readingOf = ({ provider, reading }: Trial): string => `${provider}/${reading}`;
