import type { Coverage } from '../run/coverage.js';
import { coverageOf, uncovered } from '../run/coverage.js';
import type { CaseResult, Run } from '../run/result.js';
import { totalsOf } from '../run/result.js';
import type { AboutCheck, ReportContext } from './context.js';
import type { Report, ReportedCase } from './report.js';
import { reportedCase, sayable } from './reported-case.js';
import { visibleLine } from './visible.js';

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
    return [[check, { statement: visibleLine(about.statement), because: about.because.map(visibleLine) }] as const];
  });
  return Object.fromEntries(rules);
}
