import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { htmlReport, jsonReport, junitReport, markdownReport } from '../../contracts/suite/reports/index.js';
import { planOf } from '../../contracts/suite/run/plan.js';
import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import { cast } from '../reference-implementation/profile.js';
import { noon } from '../reference-implementation/reference-target.js';
import {
  type Configuration,
  type ReferenceImplementation,
  startReferenceImplementation,
} from '../reference-implementation/start.js';
import { withoutSkipped } from '../reference-implementation/skips.js';
import { thatEnded, type Verified, verify, type Selection } from './verifying.js';

jest.setTimeout(60_000);

const running = new Set<ReferenceImplementation>();
afterEach(async () => {
  await Promise.all([...running].map((each) => each.stop()));
  running.clear();
});

async function verdictOn(configuration: Configuration, selection: Selection = {}): Promise<Verified> {
  const implementation = await startReferenceImplementation({ now: noon, ...configuration });
  running.add(implementation);
  const { wanted } = await withoutSkipped(implementation, planOf(await allCaseFiles(), {}));
  return verify(implementation.url, { case: wanted.map(({ id }) => id), ...selection });
}

describe('a provider that differs', () => {
  test.each(['ytx/account-exists', 'ytx/parties-have-phones', 'xylink/room-exists'])(
    'by another code from %s fails exactly the cases about that',
    async (check) => {
      const provider = check.split('/')[0] ?? '';
      const expected = await verdictOn({}, { provider });
      const about = expected.report.results.filter(
        ({ outcome, refusedBy }) => outcome === 'passed' && refusedBy === check,
      );
      const run = await verdictOn({ plant: [{ kind: 'code', check, code: '424242' }] }, { provider });
      expect(about.length).toBeGreaterThan(0);
      expect(thatEnded(run, 'failed')).toEqual(about.map(({ id }) => id));
      expect(run.exitCode).toBe(1);
      expect(run.output).toContain(`rule ${check}`);
    },
  );

  test('by a check that it lacks fails the cases about that', async () => {
    const run = await verdictOn({ plant: [{ kind: 'missing', check: 'ytx/account-exists' }] }, { provider: 'ytx' });
    expect(run.exitCode).toBe(1);
    expect(
      run.report.results.filter(({ outcome }) => outcome === 'failed').map(({ refusedBy }) => refusedBy),
    ).toContain('ytx/account-exists');
  });
});

describe('a provider that cannot be judged', () => {
  const faults: readonly (readonly [string, Configuration, Selection])[] = [
    ['limits', { limit: 1 }, {}],
    ['resets its connections', { break: { after: 2, how: 'reset' } }, {}],
    ['is behind a gateway that is out of order', { break: { after: 2, how: '502' } }, {}],
    ['hangs', { break: { after: 2, how: 'hang' } }, { means: { timeoutMs: 50 } }],
  ];

  test.each(faults)('since it %s has broken no contract, and is soon left alone', async (_how, fault, selection) => {
    const run = await verdictOn(fault, selection);
    expect([run.exitCode, thatEnded(run, 'failed')]).toEqual([3, []]);
    expect(thatEnded(run, 'inconclusive').length).toBeGreaterThanOrEqual(5);
    expect(run.output).toContain('5 cases in a row are inconclusive');
    expect(run.target.sentCount()).toBeLessThan(60);
  });

  test('since no server listens has broken no contract', async () => {
    const implementation = await startReferenceImplementation({ now: noon });
    await implementation.stop();
    const run = await verify(implementation.url);
    expect([run.exitCode, thatEnded(run, 'failed')]).toEqual([3, []]);
  });
});

describe('what a run says', () => {
  test('holds no credential, of the profile or given out by a login', async () => {
    const given: string[] = [];
    const run = await verdictOn(
      { plant: [{ kind: 'type', operation: 'appToken', field: 'data.expires_in', to: 'string' }] },
      {
        provider: 'xylink',
        means: {
          fetch: async (...request) => {
            const reply = await fetch(...request);
            const found = (await reply.clone().text()).matchAll(/"(?:\w+_token|signSecret)":"([^"]+)"/g);
            given.push(...[...found].map(([, each = '']) => each));
            return reply;
          },
        },
      },
    );
    expect(run.exitCode).toBe(1);
    expect(given.length).toBeGreaterThan(2);
    const own = Object.values({ ...cast.ytx, ...cast.xylink }).flatMap((entity) =>
      ['authToken', 'token', 'clientSecret'].flatMap((name) =>
        typeof entity[name] === 'string' ? [entity[name]] : [],
      ),
    );
    const said = [
      run.output,
      ...[htmlReport, jsonReport, junitReport, markdownReport].map((render) => render(run.report)),
    ].join('\n');
    expect([...own, ...given].filter((each) => said.includes(each))).toEqual([]);
  });
});
