import type { Verdict } from '../verdict.js';
import type { CaseResult } from './result.js';

/** How the cases about one thing ended. */
export type Covered = Readonly<Record<Verdict['outcome'], number>>;

/** What a run says about operations, checks and readings, by name; names carry their provider. */
export interface Coverage {
  readonly operations: Readonly<Record<string, Covered>>;
  readonly checks: Readonly<Record<string, Covered>>;
  readonly readings: Readonly<Record<string, Covered>>;
}

/** Counts verdicts by what the cases are about. */
export function coverageOf(results: readonly CaseResult[]): Coverage {
  return {
    operations: counted(results, ({ provider, operation }) => [`${provider}/${operation}`]),
    checks: counted(results, ({ checks }) => checks),
    readings: counted(results, ({ provider, readings }) => readings.map((each) => `${provider}/${each}`)),
  };
}

/** Of what no case was about. */
export const uncovered: Covered = { passed: 0, failed: 0, skipped: 0, inconclusive: 0 };

function counted(
  results: readonly CaseResult[],
  namesOf: (result: CaseResult) => readonly string[],
): Readonly<Record<string, Covered>> {
  const counts = new Map<string, Covered>();
  for (const result of results) {
    const { outcome } = result.verdict;
    for (const name of namesOf(result)) {
      const before = counts.get(name) ?? uncovered;
      counts.set(name, { ...before, [outcome]: before[outcome] + 1 });
    }
  }
  return Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1)));
}
