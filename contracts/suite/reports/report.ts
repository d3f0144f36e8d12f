import type { SideEffect } from '../case.js';
import type { Coverage } from '../run/coverage.js';
import type { Totals } from '../run/result.js';
import type { Origin } from '../target.js';
import type { Difference, Verdict } from '../verdict.js';
import type { AboutCheck } from './context.js';

/** In which way a case ended. */
export type Outcome = Verdict['outcome'];

/** One case as reports show it. */
export interface ReportedCase {
  readonly id: string;
  readonly provider: string;
  readonly operation: string;
  readonly name: string;
  readonly sideEffect: SideEffect;
  readonly outcome: Outcome;
  /** Why it was skipped or is inconclusive. */
  readonly reason?: string;
  /** What was wrong; only where it failed. */
  readonly differences?: readonly Difference[];
  /** The check that it expects to refuse. */
  readonly refusedBy?: string;
  /** Every check that it shows something about. */
  readonly checks: readonly string[];
  /** The readings that it is about: `validity=10min`. */
  readonly readings: readonly string[];
  /** What it booked and could not take back. */
  readonly left: readonly string[];
  readonly tookMs: number;
}

/**
 * What every report is made from, and, as JSON, one of them (`contracts/schemas/report.schema.json`).
 *
 * It holds no request and no reply but what a failure quotes, and every text in it is redacted and free of control
 * characters; so whatever is made from it is, too.
 */
export interface Report {
  readonly format: 'meeting-understudy/report/1';
  /** The version of meeting-understudy. */
  readonly version: string;
  readonly run: {
    /** ISO 8601, UTC. */
    readonly startedAt: string;
    readonly tookMs: number;
    /** Whether it was stopped before its end. */
    readonly stopped: boolean;
  };
  readonly target: string;
  readonly origin: Origin;
  readonly totals: Totals;
  readonly coverage: Coverage;
  /** The checks that failed cases are about. */
  readonly rules: Readonly<Record<string, AboutCheck>>;
  readonly results: readonly ReportedCase[];
  /** What was booked and could not be taken back, over all cases. */
  readonly left: readonly { readonly id: string; readonly what: string }[];
}
