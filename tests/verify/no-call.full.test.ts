import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import { planOf } from '../../contracts/suite/run/plan.js';
import { runCases } from '../../contracts/suite/run/run.js';
import { sandboxTarget } from '../../contracts/suite/targets/sandbox.js';
import type { ReadingCatalogue } from '../../simulator/core/pipeline/reading.js';
import { readings as xylink } from '../../simulator/providers/xylink/readings.js';
import { readings as ytx } from '../../simulator/providers/ytx/readings.js';
import { noon } from '../reference-implementation/reference-target.js';
import { type ReferenceImplementation, startReferenceImplementation } from '../reference-implementation/start.js';
import { profileOf } from '../reference-implementation/profile.js';
import { capture, capturedFrom, couldRing, expectNoCall } from './capturing.js';

jest.setTimeout(120_000);

const clock = { now: () => Date.parse(noon) };

const readings = Object.entries<ReadingCatalogue>({ ytx, xylink }).flatMap(([provider, catalogue]) =>
  Object.entries(catalogue).flatMap(([name, { options }]) =>
    Object.keys(options).map((option) => ({ provider, name, option })),
  ),
);

/** Every way to read the pages that is more lenient than the default. */
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
  beforeAll(async () => {
    implementation = await startReferenceImplementation({ now: noon });
  });
  afterAll(() => implementation.stop());

  test.each([
    ['as the contracts say', {}],
    ['as leniently as any reading allows', { readings: lenient }],
  ])('sends nothing that could ring a phone to a provider that answers %s', async (_how, configuration) => {
    await expectNoCall(implementation, configuration);
  });

  test('sends nothing that could ring a phone to a provider that accepts everything', async () => {
    const { checks } = await implementation.known();
    await expectNoCall(implementation, { plant: checks.map((check) => ({ kind: 'missing', check })) });
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

  test.each(readings)('sends nothing that could ring by $provider $name = $option', async (reading) => {
    const configuration = { readings: { [reading.provider]: { [reading.name]: reading.option } } };
    const isKnown = await implementation.configure(configuration).then(
      () => true,
      () => false,
    );
    // `notHere` in readings.process.test.ts lists the readings that it does not have.
    if (!isKnown) return;
    const captured = await capturedFrom(implementation, configuration);
    expect(captured.length).toBeGreaterThan(10);
    expect(captured.filter(couldRing)).toEqual([]);
  });
});
