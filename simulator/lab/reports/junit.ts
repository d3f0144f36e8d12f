import { grouped } from '../../../contracts/suite/reports/summary.js';
import { type JunitEnding, type JunitTest, junitXml } from '../../../contracts/suite/reports/junit.js';
import { labLines } from './failure-lines.js';
import type { LabReport, ReportedProbe } from './report.js';

/** JUnit XML: a suite for each provider; what is inconclusive is an error. A test takes as long as its slowest answer. */
export function labJunit({ results, run, target, version, seed }: LabReport): string {
  const suites = grouped(results, ({ provider }) => provider).map(([provider, probes]) => ({
    name: `${provider}.callbacks`,
    tests: probes.map(testOf),
  }));
  return junitXml(suites, { ...run, properties: { target, version, seed } });
}

const testOf = (probe: ReportedProbe): JunitTest => ({
  name: probe.id.slice(probe.provider.length + 1),
  tookMs: probe.times.maxMs ?? 0,
  ending: endingOf(probe),
});

function endingOf(probe: ReportedProbe): JunitEnding | undefined {
  const message = probe.failure?.says ?? '';
  if (probe.outcome === 'passed') return undefined;
  if (probe.outcome === 'inconclusive') return { kind: 'error', message, type: 'inconclusive', lines: [message] };
  const lines = labLines(probe).map(({ label, text }) => `${label}: ${text}`);
  return { kind: 'failure', message, type: 'receiver', lines };
}
