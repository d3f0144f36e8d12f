import type { SideEffect } from '../case.js';
import type { UncancelledBooking } from '../clients/client.js';
import type { StepSeen } from '../played-steps.js';
import type { Origin, Verdict } from '../target.js';

/** One case of a run, and its verdict. */
export interface CaseResult {
  readonly id: string;
  readonly provider: string;
  readonly operation: string;
  readonly name: string;
  readonly sideEffect: SideEffect;
  /** The check that it expects to refuse; undefined when it expects acceptance. */
  readonly refusedBy: string | undefined;
  /** Every check that it tests, `refusedBy` included. */
  readonly checks: readonly string[];
  /** The readings that it tests: `validity=10min`. */
  readonly readings: readonly string[];
  readonly verdict: Verdict;
  /** The leftovers. */
  readonly left: readonly string[];
  /** The bookings whose cancellation no reply confirms. */
  readonly uncancelled: readonly UncancelledBooking[];
  readonly tookMs: number;
  /** Requests and replies as sent; they hold credentials and are not part of any report. */
  readonly steps: readonly StepSeen[];
}

/** The results of cases against one target. */
export interface Run {
  readonly target: { readonly name: string; readonly origin: Origin };
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly tookMs: number;
  /** Whether it was stopped before its end. */
  readonly stopped: boolean;
  /** In the order of the plan. */
  readonly results: readonly CaseResult[];
}

/** The number of cases by outcome. */
export type Totals = Readonly<Record<Verdict['outcome'], number>>;

/** Counts the cases of a run by outcome. */
export function totalsOf({ results }: Pick<Run, 'results'>): Totals {
  const count = (outcome: Verdict['outcome']): number =>
    results.filter(({ verdict }) => verdict.outcome === outcome).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    inconclusive: count('inconclusive'),
  };
}

/**
 * The exit code of a process: 0 the contract is confirmed, 1 it is violated, 2 nothing was tested (every case was skipped, or
 * there was none), 3 some cases have no verdict.
 */
export function exitCodeOf(run: Pick<Run, 'results' | 'stopped'>): 0 | 1 | 2 | 3 {
  const { passed, failed, inconclusive } = totalsOf(run);
  if (failed > 0) return 1;
  if (inconclusive > 0 || run.stopped) return 3;
  return passed > 0 ? 0 : 2;
}

/** The number of cases about one item, by outcome. */
export type Covered = Readonly<Record<Verdict['outcome'], number>>;

/** The coverage of operations, checks and readings, by name; names contain their provider. */
export interface Coverage {
  readonly operations: Readonly<Record<string, Covered>>;
  readonly checks: Readonly<Record<string, Covered>>;
  readonly readings: Readonly<Record<string, Covered>>;
}

/** Counts verdicts by operation, check and reading. */
export function coverageOf(results: readonly CaseResult[]): Coverage {
  return {
    operations: countOutcomes(results, ({ provider, operation }) => [`${provider}/${operation}`]),
    checks: countOutcomes(results, ({ checks }) => checks),
    readings: countOutcomes(results, ({ provider, readings }) => readings.map((each) => `${provider}/${each}`)),
  };
}

/** The coverage of an item without cases. */
export const uncovered: Covered = { passed: 0, failed: 0, skipped: 0, inconclusive: 0 };

function countOutcomes(
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
