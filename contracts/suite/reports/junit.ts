import { grouped } from './counted.js';
import { failureLines } from './failure-lines.js';
import type { JunitEnding, JunitTest } from './junit-xml.js';
import { junitXml } from './junit-xml.js';
import type { Report, ReportedCase } from './report.js';

/** JUnit XML: a suite an operation; what is inconclusive is an error. */
export function junitReport(report: Report): string {
  const { target, origin, version, run, results } = report;
  const suites = grouped(results, ({ provider, operation }) => `${provider}.${operation}`).map(([name, cases]) => ({
    name,
    tests: cases.map((each) => testOf(each, report)),
  }));
  return junitXml(suites, { ...run, properties: { target, origin, version } });
}

function testOf(each: ReportedCase, report: Report): JunitTest {
  const { name, tookMs, left } = each;
  const output = left.length === 0 ? {} : { output: `Left behind: ${left.join('; ')}` };
  return { name, tookMs, ending: endingOf(each, report), ...output };
}

function endingOf(each: ReportedCase, report: Report): JunitEnding | undefined {
  const { outcome, reason: message = '', differences = [] } = each;
  if (outcome === 'passed') return undefined;
  if (outcome === 'skipped') return { kind: 'skipped', message };
  if (outcome === 'inconclusive') return { kind: 'error', message, type: 'inconclusive', lines: [message] };
  const says = differences.map((difference) => difference.says).join('; ');
  const lines = failureLines(each, report).map(({ text }) => text);
  return { kind: 'failure', message: says, type: 'contract', lines };
}
