import type { Report, ReportedCase } from './report.js';
import { failureLines, groupBy } from './summary.js';

/** JUnit XML: a suite for each operation; an inconclusive case is an error. */
export function junitReport(report: Report): string {
  const { target, origin, version, run, results } = report;
  const suites = groupBy(results, ({ provider, operation }) => `${provider}.${operation}`).map(([name, cases]) => ({
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

/** The element of a test that did not pass. */
export interface JunitEnding {
  readonly kind: 'failure' | 'error' | 'skipped';
  readonly message: string;
  readonly type?: string;
  /** The lines of its text. */
  readonly lines?: readonly string[];
}

/** One test. */
export interface JunitTest {
  readonly name: string;
  /** How long it took, ms. */
  readonly tookMs: number;
  readonly ending: JunitEnding | undefined;
  /** Its further output. */
  readonly output?: string;
}

/** The tests of one suite; its name is also their class name. */
export interface JunitSuite {
  readonly name: string;
  readonly tests: readonly JunitTest[];
}

/** The run of a JUnit report. */
interface JunitRun {
  /** ISO 8601, in UTC: the format has no zone. */
  readonly startedAt: string;
  readonly tookMs: number;
  readonly properties: Readonly<Record<string, string>>;
}

/**
 * JUnit XML as Jenkins, GitLab and GitHub's actions read it. Texts hold only characters that XML 1.0 allows.
 *
 * Own code, since the package junit-report-builder cannot give the reason of a skipped test.
 */
export function junitXml(suites: readonly JunitSuite[], run: JunitRun): string {
  const counts = countsOf(suites.flatMap(({ tests }) => tests));
  const children = suites.map((suite) => suiteElement(suite, run));
  const root = element('testsuites', { name: 'meeting-understudy', ...counts, time: seconds(run.tookMs) }, children);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.xml}\n`;
}

function suiteElement({ name, tests }: JunitSuite, { startedAt, properties }: JunitRun): Element {
  const time = seconds(tests.reduce((sum, { tookMs }) => sum + tookMs, 0));
  const written = Object.entries(properties).map(([key, value]) => element('property', { name: key, value }));
  return element('testsuite', { name, ...countsOf(tests), time, timestamp: startedAt.slice(0, 19) }, [
    element('properties', {}, written),
    ...tests.map((test) => testElement(name, test)),
  ]);
}

function testElement(classname: string, { name, tookMs, ending, output }: JunitTest): Element {
  return element('testcase', { name, classname, time: seconds(tookMs) }, [
    ...(ending === undefined ? [] : [endingElement(ending)]),
    ...(output === undefined ? [] : [element('system-out', {}, [output])]),
  ]);
}

function endingElement({ kind, message, type, lines }: JunitEnding): Element {
  const attributes = { message, ...(type !== undefined && { type }) };
  return element(kind, attributes, lines === undefined ? [] : [lines.join('\n')]);
}

function countsOf(tests: readonly JunitTest[]): Attributes {
  const countEndings = (kind: JunitEnding['kind']): number =>
    tests.filter(({ ending }) => ending?.kind === kind).length;
  return {
    tests: tests.length,
    failures: countEndings('failure'),
    errors: countEndings('error'),
    skipped: countEndings('skipped'),
  };
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

/** XML, with all texts escaped. */
interface Element {
  readonly xml: string;
}

type Attributes = Readonly<Record<string, string | number>>;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** An element; texts among its children and its attributes are escaped. They hold only characters that XML 1.0 allows. */
function element(name: string, attributes: Attributes, children: readonly (Element | string)[] = []): Element {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${inAttribute(String(value))}"`);
  const start = `<${name}${written.join('')}`;
  if (children.length === 0) return { xml: `${start}/>` };
  const inner = children.map((child) => (typeof child === 'string' ? inText(child) : `\n${child.xml}`)).join('');
  return { xml: `${start}>${inner}${typeof children.at(-1) === 'string' ? '' : '\n'}</${name}>` };
}

const entity = (character: string): string => entities[character] ?? character;
const inText = (text: string): string => text.replace(/[&<>]/g, entity);
const inAttribute = (text: string): string => text.replace(/[&<>"\n\t]/g, entity);
