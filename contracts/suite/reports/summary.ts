import { english, type Message, phrase, say, type Render } from '../../messages.js';
import type { Covered } from '../run/result.js';
import type { Origin } from '../target.js';
import { bodyDiff } from './body-diff.js';
import type { Outcome, Report, ReportedCase } from './report.js';

/** How the run ended, in a sentence. */
export function headline({ totals, run }: Pick<Report, 'totals' | 'run'>): string {
  const { passed, failed, skipped, inconclusive } = totals;
  const all = plural(passed + failed + skipped + inconclusive, 'case');
  if (failed > 0) return `Contract violated: ${failed} of ${all} failed`;
  if (run.stopped) return `Stopped early: ${passed} of ${all} passed`;
  if (inconclusive > 0) return `Incomplete: ${inconclusive} of ${all} inconclusive`;
  if (passed === 0) return `Nothing tested: ${all} skipped`;
  return skipped === 0 ? `Contract confirmed: ${all} passed` : `Contract confirmed: ${passed} of ${all} passed`;
}

/** The meaning of replies from this origin as proof. */
export const originSays: Readonly<Record<Origin, string>> = {
  simulator: 'Replies come from the simulator: nothing is validated about the real provider.',
  recording: 'Replies come from a recording: nothing new is validated about the real provider.',
  'stand-in': 'Replies come from a stand-in for the provider: nothing is validated about the real one.',
  provider: 'Replies come from the real provider.',
};

/** The target of a run, what it proves, and the start time, on one line. */
export const againstWhat = ({ target, origin, run }: Pick<Report, 'target' | 'origin' | 'run'>): Message =>
  say`Against ${phrase(target)} (${originNotes[origin]}), started ${run.startedAt}`;

const originNotes: Readonly<Record<Origin, Message>> = {
  simulator: say`a simulator: nothing is validated`,
  recording: say`a recording: nothing new is validated`,
  'stand-in': say`a stand-in: nothing is validated`,
  provider: say`the real provider`,
};

/** The outcomes of a case, in the order of the reports. */
export const outcomes = ['passed', 'failed', 'skipped', 'inconclusive'] as const satisfies readonly Outcome[];

/** How many items (operations, rules, readings) a run confirms, violates and does not test. */
interface CoverageCounts {
  readonly confirmed: number;
  readonly violated: number;
  readonly notTested: number;
}

/** One failed case violates an item; passed cases confirm it unless another case failed or is inconclusive. */
export function coverageCounts(covered: Readonly<Record<string, Covered>>): CoverageCounts {
  const all = Object.values(covered);
  const violated = all.filter(({ failed }) => failed > 0).length;
  const confirmed = all.filter(
    ({ passed, failed, inconclusive }) => passed > 0 && failed === 0 && inconclusive === 0,
  ).length;
  return { confirmed, violated, notTested: all.length - violated - confirmed };
}

/** The reasons of skipped or inconclusive cases, each with its cases, the most frequent first. */
export const byReason = (
  outcome: 'skipped' | 'inconclusive',
  { results }: Pick<Report, 'results'>,
): readonly (readonly [string, readonly ReportedCase[]])[] =>
  groupBy(casesThat(outcome, results), ({ reason = '' }) => reason).toSorted(
    ([, one], [, other]) => other.length - one.length,
  );

/** The same in lines: `82: real phones would ring`. */
export const reasonLines = (
  outcome: 'skipped' | 'inconclusive',
  report: Pick<Report, 'results'>,
  text: Render = english,
): readonly string[] => byReason(outcome, report).map(([reason, cases]) => `${cases.length}: ${text(reason)}`);

/** The cases with this outcome, in their order. */
export const casesThat = (outcome: Outcome, results: readonly ReportedCase[]): readonly ReportedCase[] =>
  results.filter((each) => each.outcome === outcome);

/** `1 case`, `2 cases`. */
export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** Items grouped by `nameOf`, in the order in which the names first occur. */
export function groupBy<Each>(
  all: readonly Each[],
  nameOf: (each: Each) => string,
): readonly (readonly [string, readonly Each[]])[] {
  return Array.from(new Set(all.map(nameOf)), (name) => [name, all.filter((each) => nameOf(each) === name)]);
}

/** A line of a failure report, and its kind. */
export interface FailureLine {
  readonly kind: 'says' | 'expected' | 'received' | 'same' | 'rule';
  readonly text: string;
}

const kinds = { '-': 'expected', '+': 'received', ' ': 'same' } as const;

/** A failure as lines: each difference with its diff, then the rules of the case and their evidence. */
export function failureLines(
  { differences = [], checks }: ReportedCase,
  { rules }: Pick<Report, 'rules'>,
  text: Render = english,
): readonly FailureLine[] {
  return [
    ...differences.flatMap((difference): readonly FailureLine[] => [
      { kind: 'says', text: text(say`step ${difference.step}: ${phrase(difference.says)}`) },
      ...bodyDiff(difference).map(({ sign, text: line }) => ({ kind: kinds[sign], text: `${sign} ${line}` })),
    ]),
    ...checks.flatMap((check) => ruleLines(check, rules, text)).map((line) => ({ kind: 'rule' as const, text: line })),
  ];
}

function ruleLines(check: string, rules: Report['rules'], text: Render): readonly string[] {
  const rule = rules[check];
  if (rule === undefined) return [text(say`rule ${check}`)];
  return [
    text(say`rule ${check}: ${phrase(rule.statement)}`),
    ...rule.evidence.map((reason) => `  ${text(say`evidence: ${phrase(reason)}`)}`),
  ];
}
