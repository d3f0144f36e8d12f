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
import { capture, capturedFrom, couldRing, own } from './capturing.js';

jest.setTimeout(120_000);

const clock = { now: () => Date.parse(noon) };

/** Every way to read the pages that is more lenient than the default, and one provider that refuses nothing at all. */
const lenient = {
  ytx: {
    futureTimestamps: 'accepted',
    bookmeetingType: 'string-or-number',
    booktimeSeconds: 'accepted',
    emptyText: 'given',
    signParameter: 'any-case',
    maskedPhones: 'accepted',
  },
  xylink: { absentGroupCount: 'by-present', secondRegistration: 'replaces', confnoSuffix: 'accepted' },
};

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

  const configurations: readonly (readonly [string, () => Configuration])[] = [
    ['as the contracts say', () => ({})],
    ['as leniently as any reading allows', () => ({ readings: lenient })],
    ['by accepting everything', () => lacking],
  ];

  test.each(configurations)('sends nothing that could ring a phone to a provider that answers %s', async (_how, of) => {
    const captured = await capturedFrom(implementation, of());
    expect(captured.length).toBeGreaterThan(10);
    expect(captured.filter(couldRing)).toEqual([]);
    const numbers = captured.flatMap(({ text }) => [...text.matchAll(/"(?:phone|creator)":"([^"]*\d[^"]*)"/g)]);
    expect(numbers.filter(([, number]) => !own.includes(number ?? ''))).toEqual([]);
    expect(await implementation.bookings()).toEqual([]);
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
