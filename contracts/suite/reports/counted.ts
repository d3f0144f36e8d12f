import type { Covered } from '../run/coverage.js';
import type { Outcome, Report, ReportedCase } from './report.js';

/** The ways in which a case can end, in the order in which they are counted up. */
export const outcomes = ['passed', 'failed', 'skipped', 'inconclusive'] as const satisfies readonly Outcome[];

/** Of how many things a run says that they hold, that they are broken, and of how many it says nothing. */
export interface Standings {
  readonly hold: number;
  readonly broken: number;
  readonly notJudged: number;
}

/** One broken case breaks a thing; it holds when something passed, nothing failed, and nothing was left open. */
export function standingsOf(covered: Readonly<Record<string, Covered>>): Standings {
  const all = Object.values(covered);
  const broken = all.filter(({ failed }) => failed > 0).length;
  const hold = all.filter(
    ({ passed, failed, inconclusive }) => passed > 0 && failed === 0 && inconclusive === 0,
  ).length;
  return { hold, broken, notJudged: all.length - broken - hold };
}

/** Why cases that ended so were not judged: each reason with its cases, the most frequent first. */
export const byReason = (
  outcome: 'skipped' | 'inconclusive',
  { results }: Pick<Report, 'results'>,
): readonly (readonly [string, readonly ReportedCase[]])[] =>
  grouped(casesThat(outcome, results), ({ reason = '' }) => reason).toSorted(
    ([, one], [, other]) => other.length - one.length,
  );

/** The same in lines: `82: real phones would ring`. */
export const reasonLines = (outcome: 'skipped' | 'inconclusive', report: Pick<Report, 'results'>): readonly string[] =>
  byReason(outcome, report).map(([reason, cases]) => `${cases.length}: ${reason}`);

/** The cases that ended so, in their order. */
export const casesThat = (outcome: Outcome, results: readonly ReportedCase[]): readonly ReportedCase[] =>
  results.filter((each) => each.outcome === outcome);

/** `1 case`, `2 cases`. */
export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** Things under the name that `nameOf` gives them, in the order in which the names first come up. */
export function grouped<Each>(
  all: readonly Each[],
  nameOf: (each: Each) => string,
): readonly (readonly [string, readonly Each[]])[] {
  return Array.from(new Set(all.map(nameOf)), (name) => [name, all.filter((each) => nameOf(each) === name)]);
}
