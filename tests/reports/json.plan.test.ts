import { describe, expect, test } from '@jest/globals';
import { originSays } from '../../contracts/suite/reports/summary.js';
import { jsonReport } from '../../contracts/suite/reports/index.js';
import type { Origin } from '../../contracts/suite/target.js';
import { judge } from '../../simulator/platform/judge.js';
import { contractJson } from '../contract/case-files.js';
import { indiscreetReport } from './indiscreet-run.js';
import { hostile, oneOfEach, reportOn, resultOf } from './made-run.js';

const schema = contractJson('schemas/report.schema.json') as object;
const problemsOf = (text: string): readonly object[] => judge(schema, JSON.parse(text));

describe('the JSON report', () => {
  test('is as its schema says', async () => {
    expect(problemsOf(jsonReport(oneOfEach()))).toEqual([]);
    expect(problemsOf(jsonReport(reportOn([resultOf({ name: hostile })])))).toEqual([]);
    expect(problemsOf(jsonReport(reportOn([], { stopped: true })))).toEqual([]);
    expect(problemsOf(jsonReport(await indiscreetReport()))).toEqual([]);
  });

  test.each(Object.keys(originSays) as Origin[])('is so when the origin is %s', (origin) => {
    expect(problemsOf(jsonReport(reportOn([resultOf({})], { target: { name: 'the toy', origin } })))).toEqual([]);
  });

  test('would not be with a step in it, or with a skip that has no reason', () => {
    const { results, ...report } = oneOfEach();
    expect(problemsOf(JSON.stringify({ ...report, results: [{ ...results[0], steps: [] }] }))).not.toEqual([]);
    expect(problemsOf(JSON.stringify({ ...report, results: [{ ...results[0], outcome: 'skipped' }] }))).not.toEqual([]);
  });

  test('says who answered, how it ended and what is left', () => {
    expect(JSON.parse(jsonReport(oneOfEach()))).toMatchObject({
      format: 'meeting-understudy/report/1',
      version: '1.2.3',
      run: { startedAt: '2026-11-21T12:00:00.000Z', tookMs: 1234, stopped: false },
      target: 'the toy',
      origin: 'simulator',
      totals: { passed: 1, failed: 1, skipped: 1, inconclusive: 1 },
      left: [{ id: 'toy/close: the door closes', what: 'the booking 4711' }],
    });
  });

  test('covers checks that no case was about, and explains those that failed', () => {
    const { coverage, rules } = oneOfEach();
    expect(coverage.checks['toy/door-exists']).toEqual({ passed: 0, failed: 0, skipped: 0, inconclusive: 0 });
    expect(coverage.checks['toy/door-is-unlocked']).toMatchObject({ failed: 1 });
    expect(Object.keys(rules)).toEqual(['toy/door-is-unlocked']);
  });
});
