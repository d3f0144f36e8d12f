import type { Covered } from '../run/result.js';
import type { Origin } from '../target.js';
import { bodyDiff } from './body-diff.js';
import type { Outcome, Report, ReportedCase } from './report.js';

/** How the run ended, in a sentence. */
export function headline({ totals, run }: Pick<Report, 'totals' | 'run'>): string {
  const { passed, failed, skipped, inconclusive } = totals;
  const all = plural(passed + failed + skipped + inconclusive, 'case');
  if (failed > 0) return `The contract is broken: ${failed} of ${all} failed`;
  if (run.stopped) return `Stopped before its end: ${passed} of ${all} passed`;
  if (inconclusive > 0) return `Not judged in full: ${inconclusive} of ${all} inconclusive`;
  if (passed === 0) return `Nothing was proved: no case of ${all} was judged`;
  return skipped === 0 ? `The contract holds: ${all} passed` : `The contract holds: ${passed} of ${all} passed`;
}

/** What answers from this origin are worth. */
export const originSays: Readonly<Record<Origin, string>> = {
  simulator: 'Answered by the simulator, so this validates nothing about the real provider.',
  recording: 'Answered from a recording, so this validates nothing new about the real provider.',
  'stand-in': 'Answered by something that stands in for the provider, so this validates nothing about the real one.',
  provider: 'Answered by the real provider.',
};

/** Against what a run was played, what that is worth, and when, on one line. */
export const againstWhat = ({ target, origin, run }: Pick<Report, 'target' | 'origin' | 'run'>): string =>
  `Against ${target} (${worth[origin]}), begun ${run.startedAt}`;

const worth: Readonly<Record<Origin, string>> = {
  simulator: 'a simulator, so nothing is validated',
  recording: 'a recording, so nothing new is validated',
  'stand-in': 'a stand-in, so nothing is validated',
  provider: 'the real provider',
};

/** The ways in which a case can end, in the order in which they are counted up. */
export const outcomes = ['passed', 'failed', 'skipped', 'inconclusive'] as const satisfies readonly Outcome[];

/** Of how many things a run says that they hold, that they are broken, and of how many it says nothing. */
interface CoverageCounts {
  readonly hold: number;
  readonly broken: number;
  readonly notJudged: number;
}

/** One broken case breaks a thing; it holds when something passed, nothing failed, and nothing was left open. */
export function coverageCounts(covered: Readonly<Record<string, Covered>>): CoverageCounts {
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

/** A line of what is said about a failure, and what kind of line it is. */
export interface FailureLine {
  readonly kind: 'says' | 'expected' | 'received' | 'same' | 'rule';
  readonly text: string;
}

const kinds = { '-': 'expected', '+': 'received', ' ': 'same' } as const;

/** A failure in lines of text: each difference with its diff, then the rules the case is about and their evidence. */
export function failureLines(
  { differences = [], checks }: ReportedCase,
  { rules }: Pick<Report, 'rules'>,
): readonly FailureLine[] {
  return [
    ...differences.flatMap((difference): readonly FailureLine[] => [
      { kind: 'says', text: `step ${difference.step}: ${difference.says}` },
      ...bodyDiff(difference).map(({ sign, text }) => ({ kind: kinds[sign], text: `${sign} ${text}` })),
    ]),
    ...checks.flatMap((check) => ruleLines(check, rules)).map((text) => ({ kind: 'rule' as const, text })),
  ];
}

function ruleLines(check: string, rules: Report['rules']): readonly string[] {
  const rule = rules[check];
  if (rule === undefined) return [`rule ${check}`];
  return [`rule ${check}: ${rule.statement}`, ...rule.evidence.map((reason) => `  because: ${reason}`)];
}
