import { describe, expect, test } from '@jest/globals';
import { XMLParser } from 'fast-xml-parser';
import {
  consoleReport,
  jsonReport,
  junitReport,
  markdownReport,
  receiverReportOf,
  probeLine,
  reportedProbe,
} from '../../simulator/receiver-check/reports.js';
import { judge } from '../../simulator/platform/judge.js';
import { contractJson } from '../contract/case-files.js';
import type { ProbeResult } from '../../simulator/receiver-check/report.js';

const passed: ProbeResult = {
  id: 'ytx/callRecord: it is accepted',
  provider: 'ytx',
  events: ['callRecord'],
  name: 'it is accepted',
  outcome: 'passed',
  evidence: ['assumed: so'],
  sent: 3,
  took: [9, 1, 4],
};
const failed: ProbeResult = {
  ...passed,
  id: 'ytx/callRecord: <b> & "c"',
  outcome: 'failed',
  failure: {
    says: 'the receiver returned 500',
    todo: ['Look there.', 'Then here.'],
    sent: { event: 'callRecord', method: 'POST', contentType: 'application/json', bytes: 12, text: '{"a":"<x>"}\n{' },
    came: { outcome: 'answered', tookMs: 7, status: 500, contentType: 'text/html', text: '<h1>`no`</h1>' },
  },
  took: [7],
};
const gone: ProbeResult = {
  ...passed,
  id: 'xylink/NewUserCall: b',
  provider: 'xylink',
  outcome: 'inconclusive',
  failure: {
    says: 'the connection was refused',
    todo: [],
    sent: { event: 'none', method: 'GET', contentType: '', bytes: 0, text: '' },
    came: { outcome: 'not-connected', tookMs: 0 },
  },
  took: [],
};

const report = receiverReportOf([passed, failed, gone], {
  version: '1.2.3',
  target: 'http://127.0.0.1:9/hook',
  seed: 'friday',
  spelling: 'both',
  timeoutMs: 2000,
  run: { startedAt: '2026-11-22T06:00:00.000Z', tookMs: 1234 },
});

describe('the report on a receiver', () => {
  test('for a terminal shows each probe that did not pass, and counts all', () => {
    expect(consoleReport(report, { color: false })).toBe(`✗ ytx/callRecord: <b> & "c"
  wrong  the receiver returned 500
  sent   POST, callRecord, 12 bytes of application/json: {"a":"<x>"}
         {
  came   500 after 7 ms, text/html: <h1>\`no\`</h1>
  why    assumed: so
  to do  Look there.
  to do  Then here.

! xylink/NewUserCall: b
  wrong  the connection was refused
  sent   GET, not a callback, 0 bytes
  came   not-connected after 0 ms
  why    assumed: so

ytx: 4 replies, half of them within 4 ms, the slowest after 9 ms
xylink: no reply
Receiver http://127.0.0.1:9/hook, time limit 2000 ms, seed friday
Sent the callbacks of ytx and xylink; for a receiver of one provider use --provider ytx or --provider xylink
1 inconclusive
1 passed, 1 failed
`);
  });

  test('has a line for each probe as it ends', () => {
    const lines = [passed, failed, gone].map((each) => probeLine(reportedProbe(each), false));
    expect(lines).toEqual([
      '✓ ytx/callRecord: it is accepted 9 ms',
      '✗ ytx/callRecord: <b> & "c" 7 ms',
      '! xylink/NewUserCall: b 0 ms',
    ]);
    expect(probeLine(reportedProbe(passed), true)).toContain('\u001b[32m✓');
  });

  test('as JSON is the report itself, as its schema says', () => {
    const schema = contractJson('schemas/callbacks-report.schema.json') as object;
    expect(judge(schema, report)).toEqual([]);
    expect(judge(schema, { ...report, results: [{ ...report.results[1], outcome: 'passed' }] })).not.toEqual([]);
    expect(JSON.parse(jsonReport(report))).toEqual(report);
    expect(report).toMatchObject({
      format: 'meeting-understudy/callbacks-report/1',
      totals: { passed: 1, failed: 1, inconclusive: 1 },
      times: { ytx: { replies: 4, p50Ms: 4, maxMs: 9 }, xylink: { replies: 0 } },
    });
  });

  test('as JUnit has a suite for each provider, a failure with its lines, an error where no server listened', () => {
    const xml = junitReport(report);
    const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' });
    expect(parser.parse(xml)).toMatchObject({
      testsuites: {
        tests: '3',
        failures: '1',
        errors: '1',
        time: '1.234',
        testsuite: [
          {
            name: 'ytx.callbacks',
            timestamp: '2026-11-22T06:00:00',
            testcase: [{ time: '0.009' }, { failure: { message: 'the receiver returned 500' } }],
          },
          {
            name: 'xylink.callbacks',
            testcase: { name: 'NewUserCall: b', error: { message: 'the connection was refused' } },
          },
        ],
      },
    });
  });

  test('in Markdown leaves no mark of its texts in force', () => {
    const text = markdownReport(report);
    expect(text).toContain('## The receiver failed: 1 of 3 probes passed');
    expect(text).toContain('| passed | failed | inconclusive |');
    expect(text).not.toContain('<b>');
    expect(text).toContain('came   500 after 7 ms, text/html: <h1>`no`</h1>');
  });
});
