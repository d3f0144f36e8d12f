import { grouped } from '../../../contracts/suite/reports/counted.js';
import type { Element } from '../../../contracts/suite/reports/xml.js';
import { element, xmlDocument } from '../../../contracts/suite/reports/xml.js';
import { labLines } from './failure-lines.js';
import type { LabReport, ReportedProbe } from './report.js';

/** JUnit XML: a suite for each provider; what is inconclusive is an error. */
export function labJunit({ results, run, target, version, seed }: LabReport): string {
  const suites = grouped(results, ({ provider }) => provider).map(([name, probes]) =>
    // The format knows no zone; this is UTC.
    element('testsuite', { name: `${name}.callbacks`, ...counts(probes), timestamp: run.startedAt.slice(0, 19) }, [
      element(
        'properties',
        {},
        Object.entries({ target, version, seed }).map(([key, value]) => element('property', { name: key, value })),
      ),
      ...probes.map(testCase),
    ]),
  );
  const time = (run.tookMs / 1000).toFixed(3);
  return xmlDocument(element('testsuites', { name: 'meeting-understudy', ...counts(results), time }, suites));
}

function testCase(probe: ReportedProbe): Element {
  const { provider, id, times } = probe;
  const name = id.slice(provider.length + 1);
  const time = ((times.maxMs ?? 0) / 1000).toFixed(3);
  return element('testcase', { name, classname: `${provider}.callbacks`, time }, ending(probe));
}

function ending(probe: ReportedProbe): readonly Element[] {
  const message = probe.failure?.says ?? '';
  const text = labLines(probe).map((line) => `${line.label}: ${line.text}`);
  if (probe.outcome === 'passed') return [];
  if (probe.outcome === 'inconclusive') return [element('error', { message, type: 'inconclusive' }, [message])];
  return [element('failure', { message, type: 'receiver' }, [text.join('\n')])];
}

const counts = (probes: readonly ReportedProbe[]): Readonly<Record<string, number>> => ({
  tests: probes.length,
  failures: probes.filter(({ outcome }) => outcome === 'failed').length,
  errors: probes.filter(({ outcome }) => outcome === 'inconclusive').length,
});
