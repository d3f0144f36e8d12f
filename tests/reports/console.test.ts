import { describe, expect, test } from '@jest/globals';
import { stripVTControlCharacters } from 'node:util';
import { caseLine, consoleReport, eraseLine, progress, reportedCase } from '../../contracts/suite/reports/index.js';
import type { StepSeen } from '../../contracts/suite/played-steps.js';
import type { Origin } from '../../contracts/suite/target.js';
import { context, failed, hostile, inconclusive, oneOfEach, reportOn, resultOf, skipped } from './made-run.js';

const lineOf = (result: Parameters<typeof reportedCase>[0]): string =>
  caseLine(reportedCase(result, context), { color: false });

describe('the line of a case', () => {
  test('shows the verdict, the duration, and the reason when it was not judged', () => {
    expect([resultOf({}), failed, skipped, inconclusive].map(lineOf)).toEqual([
      '✓ toy/open: the door opens 12 ms',
      '✗ toy/open: the door is locked at night 12 ms',
      '- toy/open: the door rings: real phones would ring',
      '! toy/close: the door closes 12 ms: the target answered too late',
    ]);
  });

  test('is one line without terminal escapes for any name of a case', () => {
    expect(lineOf(resultOf({ name: hostile }))).toMatch(/^[^\p{Cc}\u202E]*$/u);
  });
});

test('progress writes over the line that stood there', () => {
  expect(progress({ done: 3, total: 96, failed: 0 })).toBe(`${eraseLine}3 of 96`);
  expect(progress({ done: 4, total: 96, failed: 1 })).toBe(`${eraseLine}4 of 96, 1 failed`);
});

describe('the end of a run', () => {
  const lines = consoleReport(oneOfEach(), { color: false }).split('\n');

  test('says each failure again, as a diff, with its rule and the evidence for it', () => {
    const begin = lines.indexOf('✗ toy/open: the door is locked at night');
    expect(lines.slice(begin + 1, begin + 9)).toEqual([
      '  step 2: unexpected body',
      '    {',
      '  -   "state": "锁",',
      '  +   "state": "开",',
      '      "at": 1',
      '    }',
      '  rule toy/door-is-unlocked: door is unlocked',
      '    evidence: documented: 门未锁 (the page of the door)',
    ]);
  });

  test('says what was left, why cases were skipped or not judged, and what is covered', () => {
    const text = lines.join('\n');
    expect(text).toContain('Inconclusive\n  1: the target answered too late');
    expect(text).toContain('Skipped\n  1: real phones would ring');
    expect(text).toContain('Left behind\n  the booking 4711 (toy/close: the door closes)');
    expect(text).toContain('2 operations: 0 confirmed, 1 violated, 1 not tested');
    expect(text).toContain('2 checks: 0 confirmed, 1 violated, 1 not tested');
    expect(text).toContain('1 reading: 0 confirmed, 1 violated, 0 not tested');
  });

  test('ends with the totals; what is inconclusive stands before them', () => {
    expect(lines.slice(-3)).toEqual(['1 inconclusive', '1 passed, 1 failed, 1 skipped', '']);
  });

  test.each<[Origin, string]>([
    ['simulator', 'a simulator: nothing is validated'],
    ['recording', 'a recording: nothing new is validated'],
    ['stand-in', 'a stand-in: nothing is validated'],
    ['provider', 'the real provider'],
  ])('says against what and when it was: %s', (origin, worth) => {
    const report = reportOn([resultOf({})], { target: { name: 'the toy', origin } });
    expect(consoleReport(report, { color: false })).toContain(
      `\n\nAgainst the toy (${worth}), started 2026-11-21T12:00:00.000Z\n1 passed, 0 failed, 0 skipped\n`,
    );
  });

  test('names the URLs that a sandbox was asked at, and nothing that follows them', () => {
    const asked = (url: string): StepSeen => ({
      step: 1,
      operation: 'open',
      prepared: { operation: 'open', method: 'POST', url, headers: {}, body: new Uint8Array() },
      reply: { status: 200, headers: {}, body: new Uint8Array() },
    });
    const steps = [asked('http://127.0.0.1:4519/open?sign=open-sesame'), asked('http://127.0.0.1:4519/close')];
    const run = { target: { name: 'the sandbox', origin: 'stand-in' } } as const;
    expect(consoleReport(reportOn([resultOf({ steps })], run), { color: false })).toContain(
      '\nAgainst the sandbox at http://127.0.0.1:4519 (a stand-in: nothing is validated), started ',
    );
  });

  test('of a run that was stopped says so', () => {
    expect(consoleReport(reportOn([], { stopped: true }), { color: false })).toContain(
      'The run was stopped early.\n0 passed, 0 failed, 0 skipped\n',
    );
  });

  test('is colored only when asked', () => {
    const colored = consoleReport(oneOfEach(), { color: true });
    expect(lines.join('\n')).not.toContain('\u001B');
    expect(colored).toContain('\u001B[31m-   "state": "锁",\u001B[39m');
    expect(stripVTControlCharacters(colored)).toBe(lines.join('\n'));
    expect(colored.endsWith('\n1 passed, 1 failed, 1 skipped\n')).toBe(true);
  });

  test('shows nothing that the redactor takes out', () => {
    const differences = [{ step: 1, says: 'no', expected: 'a', received: 'it is open-sesame' }];
    const report = reportOn([resultOf({ verdict: { outcome: 'failed', differences }, left: ['open-sesame'] })]);
    expect(consoleReport(report, { color: false })).not.toContain('open-sesame');
  });
});
