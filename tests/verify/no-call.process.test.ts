import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import { runCases } from '../../contracts/suite/run/run.js';
import { sandboxTarget } from '../../contracts/suite/targets/sandbox.js';
import { planOf } from '../../contracts/suite/run/plan.js';
import {
  type Configuration,
  type ReferenceImplementation,
  startReferenceImplementation,
} from '../reference-implementation/start.js';
import { noon } from '../reference-implementation/reference-target.js';
import { profileOf } from '../reference-implementation/profile.js';
import { capture, couldRing, expectNoCall } from './capturing.js';

jest.setTimeout(120_000);

const clock = { now: () => Date.parse(noon) };

describe('a sandbox run without --allow-dialling', () => {
  let implementation: ReferenceImplementation;
  let lacking: Configuration;
  beforeAll(async () => {
    implementation = await startReferenceImplementation({ now: noon });
    const { checks } = await implementation.known();
    lacking = { plant: checks.map((check) => ({ kind: 'missing', check })) };
  });
  beforeEach(() => implementation.reset());
  afterAll(() => implementation.stop());

  // `no-call.full.test.ts` has other providers: as the contracts say, and by each option of each reading.
  test('sends nothing that could ring a phone to a provider that accepts everything', async () => {
    await expectNoCall(implementation, lacking);
  });

  test('sends nothing that could ring, independent of the labels of the cases', async () => {
    const mild = (await allCaseFiles()).map((file) => ({
      ...file,
      cases: file.cases.map((each) => ({ ...each, sideEffect: 'none' as const })),
    }));
    const { captured, capturing } = capture();
    const target = sandboxTarget(profileOf(implementation.url), {
      clock,
      sleep: () => Promise.resolve(),
      fetch: capturing,
    });
    const { results } = await runCases(planOf(mild, {}), { target, clock });
    const reasons = results.map(({ verdict }) => (verdict.outcome === 'skipped' ? verdict.reason : ''));
    expect(reasons).toContainEqual(expect.stringMatching(/^phones could ring .*bookmeeting is absent/));
    expect(captured.length).toBeGreaterThan(100);
    expect(captured.filter(couldRing)).toEqual([]);
  });
});
