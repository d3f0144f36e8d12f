import { describe, expect, test } from '@jest/globals';
import { XMLParser } from 'fast-xml-parser';
import { junitReport } from '../../contracts/suite/reports/index.js';
import { visible, visibleLine } from '../../contracts/suite/reports/text.js';
import { hostile, oneOfEach, reportOn, resultOf } from './made-run.js';

interface TestCase {
  readonly name: string;
  readonly classname: string;
  readonly time: string;
  readonly failure?: { readonly message: string; readonly '#text': string };
  readonly error?: { readonly message: string; readonly type: string };
  readonly skipped?: { readonly message: string };
  readonly 'system-out'?: string;
}

interface Suite {
  readonly name: string;
  readonly timestamp: string;
  readonly properties: { readonly property: readonly { readonly name: string; readonly value: string }[] };
  readonly testcase: readonly TestCase[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseAttributeValue: false,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: (name) => name === 'testsuite' || name === 'testcase' || name === 'property',
});

/** The suites of a document. That it is well-formed is asked of a stricter parser: html-in-chromium.test.ts. */
function suitesIn(xml: string): readonly Suite[] {
  const { testsuites } = parser.parse(xml) as { readonly testsuites: { readonly testsuite: readonly Suite[] } };
  return testsuites.testsuite;
}

/** Everything that XML 1.0 allows in a document. */
const allowed = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

describe('JUnit XML', () => {
  const [open, close] = suitesIn(junitReport(oneOfEach()));

  test('has a suite an operation, with what was asked and who answered', () => {
    expect(open).toMatchObject({
      name: 'toy.open',
      tests: '3',
      failures: '1',
      errors: '0',
      skipped: '1',
      time: '0.036',
      timestamp: '2026-11-21T12:00:00',
    });
    expect(close).toMatchObject({ name: 'toy.close', tests: '1', failures: '0', errors: '1', skipped: '0' });
    expect(open?.properties.property).toEqual([
      { name: 'target', value: 'the toy' },
      { name: 'origin', value: 'simulator' },
      { name: 'version', value: '1.2.3' },
    ]);
  });

  test('counts and times the whole run', () => {
    expect(junitReport(oneOfEach())).toContain(
      '<testsuites name="meeting-understudy" tests="4" failures="1" errors="1" skipped="1" time="1.234">',
    );
  });

  test('has a case each, with how it ended', () => {
    expect(open?.testcase).toMatchObject([
      { name: 'the door opens', classname: 'toy.open', time: '0.012' },
      { name: 'the door is locked at night', failure: { message: 'unexpected body', type: 'contract' } },
      { name: 'the door rings', skipped: { message: 'real phones would ring' } },
    ]);
    expect(Object.keys(open?.testcase[0] ?? {})).not.toContain('failure');
    expect(close?.testcase).toMatchObject([
      {
        error: { type: 'inconclusive', message: 'the target answered too late' },
        'system-out': 'Left behind: the booking 4711',
      },
    ]);
  });

  test('shows a failure as a diff with its rule', () => {
    const failure = open?.testcase[1]?.failure?.['#text'];
    expect(failure).toContain('-   "state": "锁",\n+   "state": "开",');
    expect(failure).toContain('rule toy/door-is-unlocked: door is unlocked');
  });

  test('holds a hostile name, body and reason, and nothing but characters of XML', () => {
    const differences = [{ step: 1, says: hostile, expected: 'nothing', received: hostile }];
    const xml = junitReport(
      reportOn([
        resultOf({ name: hostile, verdict: { outcome: 'failed', differences } }),
        resultOf({ name: 'another', verdict: { outcome: 'skipped', reason: hostile } }),
      ]),
    );
    expect(xml).toMatch(allowed);
    const [first, second] = suitesIn(xml)[0]?.testcase ?? [];
    expect(first?.name).toBe(visibleLine(hostile));
    expect(first?.failure?.message).toBe(visibleLine(hostile));
    expect(first?.failure?.['#text']).toContain(`+ ${visible(hostile).replace('\n', '\n+ ')}`);
    expect(second?.skipped?.message).toBe(visibleLine(hostile));
  });

  test('of a run without cases is a document still', () => {
    expect(parser.parse(junitReport(reportOn([])))).toMatchObject({ testsuites: { tests: '0' } });
  });
});
