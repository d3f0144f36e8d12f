import type { SideEffect } from '../case.js';
import {
  type CaseResult,
  type Coverage,
  coverageOf,
  type Run,
  type Totals,
  totalsOf,
  uncovered,
} from '../run/result.js';
import type { Difference, Origin, Verdict } from '../target.js';
import { visible, visibleLine } from './text.js';

/** The outcome of a case. */
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
  /** The differences of a failed case. */
  readonly differences?: readonly Difference[];
  /** The check that it expects to refuse. */
  readonly refusedBy?: string;
  /** Every check that it tests. */
  readonly checks: readonly string[];
  /** The readings that it tests: `validity=10min`. */
  readonly readings: readonly string[];
  /** Its bookings that could not be cancelled. */
  readonly left: readonly string[];
  readonly tookMs: number;
}

/**
 * The data of every report, and as JSON one of them (`contracts/schemas/report.schema.json`).
 *
 * It has no request and no reply except the quotes of a failure. Every text is redacted and free of control characters,
 * so every report is, too.
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
  /** The checks of the failed cases. */
  readonly rules: Readonly<Record<string, AboutCheck>>;
  readonly results: readonly ReportedCase[];
  /** The bookings of all cases that could not be cancelled. */
  readonly left: readonly { readonly id: string; readonly what: string }[];
}

/** The report of a run, without its requests, replies and credentials. */
export function reportOf(run: Run, context: ReportContext): Report {
  const { line } = safeTexts(context);
  const results = run.results.map((result) => reportedCase(result, context));
  return {
    format: 'meeting-understudy/report/1',
    version: visibleLine(context.version),
    run: { startedAt: new Date(run.startedAt).toISOString(), tookMs: run.tookMs, stopped: run.stopped },
    target: line(targetWithUrls(run)),
    origin: run.target.origin,
    totals: totalsOf(run),
    coverage: wholeCoverage(run.results, context),
    rules: rulesBehind(results, context),
    results,
    left: results.flatMap(({ id, left }) => left.map((what) => ({ id, what }))),
  };
}

/** A profile can point the sandbox anywhere, so the origins of the actual requests follow its name. */
function targetWithUrls({ target: { name, origin }, results }: Run): string {
  if (origin !== 'provider' && origin !== 'stand-in') return name;
  const urls = results.flatMap(({ steps }) => steps.map(({ prepared }) => new URL(prepared.url).origin));
  return urls.length === 0 ? name : `${name} at ${[...new Set(urls)].toSorted().join(', ')}`;
}

/** Coverage that includes the checks that no case of the run tests. */
function wholeCoverage(results: readonly CaseResult[], context: ReportContext): Coverage {
  const { operations, checks, readings } = coverageOf(results);
  const known = Object.fromEntries(Object.keys(context.checks).map((check) => [check, uncovered]));
  const keepNamed = <Each>(members: Readonly<Record<string, Each>>): Readonly<Record<string, Each>> =>
    Object.fromEntries(
      Object.entries(members)
        .map(([name, each]) => [visibleLine(name), each] as const)
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    );
  return {
    operations: keepNamed(operations),
    checks: keepNamed({ ...known, ...checks }),
    readings: keepNamed(readings),
  };
}

function rulesBehind(results: readonly ReportedCase[], context: ReportContext): Readonly<Record<string, AboutCheck>> {
  const failed = results.filter(({ outcome }) => outcome === 'failed').flatMap(({ checks }) => checks);
  const rules = [...new Set(failed)].flatMap((check) => {
    const about = context.checks[check];
    if (about === undefined) return [];
    return [[check, { statement: visibleLine(about.statement), evidence: about.evidence.map(visibleLine) }] as const];
  });
  return Object.fromEntries(rules);
}

/** One check, for reports. */
export interface AboutCheck {
  /** The rule in words: "caller is allowed". */
  readonly statement: string;
  /** A line for each piece of evidence. */
  readonly evidence: readonly string[];
}

/** The context of a report. */
export interface ReportContext {
  /** Every check that the run could test, by name; one without a case counts as not tested. */
  readonly checks: Readonly<Record<string, AboutCheck>>;
  /** The version of this package. */
  readonly version: string;
  /** Removes the credentials from a text. */
  readonly redact: (text: string) => string;
}

/** Makes texts safe for reports: as they are, or on one line. */
interface SafeTexts {
  readonly text: (text: string) => string;
  readonly line: (text: string) => string;
}

/** Redacts credentials, and escapes invisible characters. */
const safeTexts = ({ redact }: Pick<ReportContext, 'redact'>): SafeTexts => ({
  text: (text) => visible(redact(text)),
  line: (text) => visibleLine(redact(text)),
});

/** A result for reports, without credentials; also used during a run. */
export function reportedCase(result: CaseResult, context: Pick<ReportContext, 'redact'>): ReportedCase {
  const { sideEffect, verdict, refusedBy, checks, readings, left, tookMs } = result;
  const safe = safeTexts(context);
  return {
    // Texts of a case file hold no secret, and must be the same in every report.
    id: visibleLine(result.id),
    provider: visibleLine(result.provider),
    operation: visibleLine(result.operation),
    name: visibleLine(result.name),
    sideEffect,
    ...ending(verdict, safe),
    ...(refusedBy !== undefined && { refusedBy: visibleLine(refusedBy) }),
    checks: [...new Set(checks)].map(visibleLine),
    readings: readings.map(visibleLine),
    left: left.map(safe.line),
    tookMs,
  };
}

function ending(verdict: Verdict, safe: SafeTexts): Pick<ReportedCase, 'outcome' | 'reason' | 'differences'> {
  const { outcome } = verdict;
  if (outcome === 'passed') return { outcome };
  if (outcome === 'failed')
    return { outcome, differences: verdict.differences.map((each) => safeDifference(each, safe)) };
  return { outcome, reason: safe.line(verdict.reason) };
}

const safeDifference = ({ step, says, expected, received }: Difference, { line, text }: SafeTexts): Difference => ({
  step,
  says: line(says),
  ...(expected !== undefined && { expected: text(expected) }),
  ...(received !== undefined && { received: text(received) }),
});
