import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  caseLine,
  consoleReport,
  htmlReport,
  jsonReport,
  junitReport,
  markdownReport,
  type Report,
  reportOf,
} from '../../contracts/suite/reports/index.js';
import { type Run, totalsOf } from '../../contracts/suite/run/result.js';
import { decoded } from '../secrets/secret-encodings.js';
import { contextOfSimulator, indiscreetRun, worldSecrets } from './indiscreet-run.js';

let run: Run;
let report: Report;
beforeAll(async () => {
  run = await indiscreetRun();
  report = reportOf(run, contextOfSimulator());
});

/** What requests proved themselves with: whole headers, and the query parameters that hold a signature. */
const proofsIn = ({ results }: Run): readonly string[] => {
  const prepared = results.flatMap(({ steps }) => steps.map((step) => step.prepared));
  const headers = prepared.flatMap((each) => Object.entries(each.headers));
  const queries = prepared.flatMap(({ url }) => [...new URL(url).searchParams]);
  const proofs = [...headers, ...queries]
    .filter(([name]) => /^(authorization|sign|signature|token|access_?token|x-.*(sign|token).*)$/i.test(name))
    .map(([, value]) => value.replace(/^Bearer /, ''));
  // What a case sends in place of a credential, such as a word, is none.
  return [...new Set(proofs)].filter((proof) => /^[\w+/=.-]{30,}$/.test(proof));
};

const writers: Readonly<Record<string, (report: Report) => string>> = {
  'the console': (each) => consoleReport(each, { color: true }),
  'a line a case': ({ results }) => results.map((each) => caseLine(each, { color: false })).join('\n'),
  JUnit: junitReport,
  JSON: jsonReport,
  HTML: htmlReport,
  Markdown: markdownReport,
};

describe('a run against a provider that leaks every secret', () => {
  test('quotes requests in its failures, so that there is something to hide', () => {
    const { failed, skipped, inconclusive } = totalsOf(run);
    expect([failed > 50, skipped > 0, inconclusive > 0]).toEqual([true, true, true]);
    const quoted = run.results.map(({ verdict }) => JSON.stringify(verdict)).join('\n');
    expect(proofsIn(run).length).toBeGreaterThan(20);
    for (const secret of worldSecrets) expect(quoted).toContain(secret);
    expect(proofsIn(run).filter((proof) => quoted.includes(proof)).length).toBeGreaterThan(5);
  });

  test.each(Object.entries(writers))('%s shows none of it', (_name, write) => {
    const text = write(report);
    expect(text.length).toBeGreaterThan(1000);
    expect([...worldSecrets, ...proofsIn(run)].filter(decoded(text))).toEqual([]);
  });

  test('a check and its rule keep their names', () => {
    const names = new Set(run.results.flatMap(({ checks }) => checks));
    expect([...names].filter((name) => report.coverage.checks[name] === undefined)).toEqual([]);
  });
});
