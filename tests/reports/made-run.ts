import { type Report, type ReportContext, reportOf } from '../../contracts/suite/reports/index.js';
import type { CaseResult, Run } from '../../contracts/suite/run/result.js';

const ordinary: CaseResult = {
  id: 'toy/open: the door opens',
  provider: 'toy',
  operation: 'open',
  name: 'the door opens',
  sideEffect: 'none',
  refusedBy: undefined,
  checks: [],
  readings: [],
  verdict: { outcome: 'passed' },
  left: [],
  uncancelled: [],
  tookMs: 12,
  steps: [],
};

/** A result of an invented provider; its id follows from its name. */
export const resultOf = (differing: Partial<CaseResult>): CaseResult => {
  const result = { ...ordinary, ...differing };
  return { ...result, id: `${result.provider}/${result.operation}: ${result.name}` };
};

export const failed = resultOf({
  name: 'the door is locked at night',
  refusedBy: 'toy/door-is-unlocked',
  checks: ['toy/door-is-unlocked'],
  readings: ['night=22h'],
  verdict: {
    outcome: 'failed',
    differences: [
      { step: 2, says: 'unexpected body', expected: '{"state":"锁","at":1}', received: '{"state":"开","at":1}' },
    ],
  },
});

export const skipped = resultOf({
  name: 'the door rings',
  sideEffect: 'calls',
  verdict: { outcome: 'skipped', reason: 'real phones would ring' },
});

export const inconclusive = resultOf({
  operation: 'close',
  name: 'the door closes',
  verdict: { outcome: 'inconclusive', reason: 'the target answered too late' },
  left: ['the booking 4711'],
});

export const context: ReportContext = {
  checks: {
    'toy/door-is-unlocked': { statement: 'door is unlocked', evidence: ['documented: 门未锁 (the page of the door)'] },
    'toy/door-exists': { statement: 'door exists', evidence: ['assumed: there must be one'] },
  },
  version: '1.2.3',
  redact: (text) => text.replaceAll('open-sesame', '‹redacted›'),
};

/** A run of the toy with these results, an evening in Beijing. */
export const runOf = (results: readonly CaseResult[], differing: Partial<Run> = {}): Run => ({
  target: { name: 'the toy', origin: 'simulator' },
  startedAt: Date.parse('2026-11-21T20:00:00+08:00'),
  tookMs: 1234,
  stopped: false,
  results,
  ...differing,
});

/** The report on such a run. */
export const reportOn = (results: readonly CaseResult[], differing: Partial<Run> = {}): Report =>
  reportOf(runOf(results, differing), context);

/** The report on a run in which everything happened once. */
export const oneOfEach = (): Report => reportOn([resultOf({}), failed, skipped, inconclusive]);

/** Text that tries to break out of a report, and unusual characters. */
export const hostile =
  '</script><script>alert(1)</script><img src=x onerror=alert(2)> "\'&amp; ]]> ``` | \u0000\u001B[31m\u202E\uFFFE 会议室 🚪 a\nb';
