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

/** What a run comes to, without its requests, replies and credentials. */
export function reportOf(run: Run, context: ReportContext): Report {
  const { line } = sayable(context);
  const results = run.results.map((result) => reportedCase(result, context));
  return {
    format: 'meeting-understudy/report/1',
    version: visibleLine(context.version),
    run: { startedAt: new Date(run.startedAt).toISOString(), tookMs: run.tookMs, stopped: run.stopped },
    target: line(whomAsked(run)),
    origin: run.target.origin,
    totals: totalsOf(run),
    coverage: wholeCoverage(run.results, context),
    rules: rulesBehind(results, context),
    results,
    left: results.flatMap(({ id, left }) => left.map((what) => ({ id, what }))),
  };
}

/** A profile's sandbox may be anywhere, so the URLs that were really asked stand beside its name; no path, no credential. */
function whomAsked({ target: { name, origin }, results }: Run): string {
  if (origin !== 'provider' && origin !== 'stand-in') return name;
  const urls = results.flatMap(({ steps }) => steps.map(({ prepared }) => new URL(prepared.url).origin));
  return urls.length === 0 ? name : `${name} at ${[...new Set(urls)].toSorted().join(', ')}`;
}

/** Coverage that also tells of the checks that no case of the run was about. */
function wholeCoverage(results: readonly CaseResult[], context: ReportContext): Coverage {
  const { operations, checks, readings } = coverageOf(results);
  const known = Object.fromEntries(Object.keys(context.checks).map((check) => [check, uncovered]));
  const named = <Each>(members: Readonly<Record<string, Each>>): Readonly<Record<string, Each>> =>
    Object.fromEntries(
      Object.entries(members)
        .map(([name, each]) => [visibleLine(name), each] as const)
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    );
  return { operations: named(operations), checks: named({ ...known, ...checks }), readings: named(readings) };
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

/** What is known of one check. */
export interface AboutCheck {
  /** What holds, in words: "caller is allowed". */
  readonly statement: string;
  /** Why we believe so: a line for each piece of evidence. */
  readonly evidence: readonly string[];
}

/** What a report needs besides the run. */
export interface ReportContext {
  /** Every check that the run might have asked about, by name; those that no case met count as not judged. */
  readonly checks: Readonly<Record<string, AboutCheck>>;
  /** The version of this package. */
  readonly version: string;
  /** Takes the credentials out of a text. */
  readonly redact: (text: string) => string;
}

/** How texts are made fit to be shown: whole, or on one line. */
interface Sayable {
  readonly text: (text: string) => string;
  readonly line: (text: string) => string;
}

/** Takes the credentials out of texts, and writes out what would not be seen in them. */
const sayable = ({ redact }: Pick<ReportContext, 'redact'>): Sayable => ({
  text: (text) => visible(redact(text)),
  line: (text) => visibleLine(redact(text)),
});

/** A result as it may be shown to anybody, also while the run goes on. */
export function reportedCase(result: CaseResult, context: Pick<ReportContext, 'redact'>): ReportedCase {
  const { sideEffect, verdict, refusedBy, checks, readings, left, tookMs } = result;
  const say = sayable(context);
  return {
    // What stands in a case file is nobody's secret, and must be the same in every report.
    id: visibleLine(result.id),
    provider: visibleLine(result.provider),
    operation: visibleLine(result.operation),
    name: visibleLine(result.name),
    sideEffect,
    ...ending(verdict, say),
    ...(refusedBy !== undefined && { refusedBy: visibleLine(refusedBy) }),
    checks: [...new Set(checks)].map(visibleLine),
    readings: readings.map(visibleLine),
    left: left.map(say.line),
    tookMs,
  };
}

function ending(verdict: Verdict, say: Sayable): Pick<ReportedCase, 'outcome' | 'reason' | 'differences'> {
  const { outcome } = verdict;
  if (outcome === 'passed') return { outcome };
  if (outcome === 'failed') return { outcome, differences: verdict.differences.map((each) => shown(each, say)) };
  return { outcome, reason: say.line(verdict.reason) };
}

const shown = ({ step, says, expected, received }: Difference, { line, text }: Sayable): Difference => ({
  step,
  says: line(says),
  ...(expected !== undefined && { expected: text(expected) }),
  ...(received !== undefined && { received: text(received) }),
});
