import { casesThat, grouped } from './counted.js';
import { failureLines } from './failure-lines.js';
import type { Report, ReportedCase } from './report.js';
import type { Element } from './xml.js';
import { element, xmlDocument } from './xml.js';

/** JUnit XML as Jenkins, GitLab and GitHub's actions read it: a suite an operation; what is inconclusive is an error. */
export function junitReport(report: Report): string {
  const suites = grouped(report.results, classOf);
  return xmlDocument(
    element(
      'testsuites',
      { name: 'meeting-understudy', ...counts(report.results), time: seconds(report.run.tookMs) },
      suites.map(([name, results]) => suite(name, results, report)),
    ),
  );
}

const classOf = ({ provider, operation }: ReportedCase): string => `${provider}.${operation}`;

function suite(name: string, results: readonly ReportedCase[], report: Report): Element {
  const { target, origin, version, run } = report;
  const took = results.reduce((sum, { tookMs }) => sum + tookMs, 0);
  const properties = Object.entries({ target, origin, version }).map(([key, value]) =>
    element('property', { name: key, value }),
  );
  // The format knows no zone; this is UTC.
  const timestamp = run.startedAt.slice(0, 19);
  return element('testsuite', { name, ...counts(results), time: seconds(took), timestamp }, [
    element('properties', {}, properties),
    ...results.map((each) => testCase(each, report)),
  ]);
}

function testCase(each: ReportedCase, report: Report): Element {
  const { name, tookMs, left } = each;
  const leftBehind = left.length === 0 ? [] : [element('system-out', {}, [`Left behind: ${left.join('; ')}`])];
  const children = [...ending(each, report), ...leftBehind];
  return element('testcase', { name, classname: classOf(each), time: seconds(tookMs) }, children);
}

function ending(each: ReportedCase, report: Report): readonly Element[] {
  const { outcome, reason: message = '', differences = [] } = each;
  if (outcome === 'passed') return [];
  if (outcome === 'skipped') return [element('skipped', { message })];
  if (outcome === 'inconclusive') return [element('error', { message, type: 'inconclusive' }, [message])];
  const says = differences.map((difference) => difference.says).join('; ');
  const lines = failureLines(each, report).map(({ text }) => text);
  return [element('failure', { message: says, type: 'contract' }, [lines.join('\n')])];
}

const counts = (results: readonly ReportedCase[]): Readonly<Record<string, number>> => ({
  tests: results.length,
  failures: casesThat('failed', results).length,
  errors: casesThat('inconclusive', results).length,
  skipped: casesThat('skipped', results).length,
});

const seconds = (ms: number): string => (ms / 1000).toFixed(3);
