import type { CaseResult } from '../run/result.js';
import type { Difference, Verdict } from '../verdict.js';
import type { ReportContext } from './context.js';
import type { ReportedCase } from './report.js';
import { visible, visibleLine } from './visible.js';

/** How texts are made fit to be shown: whole, or on one line. */
export interface Sayable {
  readonly text: (text: string) => string;
  readonly line: (text: string) => string;
}

/** Takes the credentials out of texts, and writes out what would not be seen in them. */
export const sayable = ({ redact }: Pick<ReportContext, 'redact'>): Sayable => ({
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
