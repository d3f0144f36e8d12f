import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ids } from '../reference-implementation/ids.js';
import { noon } from '../reference-implementation/reference-target.js';
import { type ReferenceImplementation, startReferenceImplementation } from '../reference-implementation/start.js';
import { blamed, fewOf, foundWith, readingMoves, wholePlan } from './reading-moves.js';

/** Of each provider one: a reading that changes the form of a reply, and one that changes which requests are refused. */
const sample = readingMoves.filter(({ reading }) => ['requestId', 'unknownRoom'].includes(reading));

// A sample of the readings, with a few cases each; `readings.full.test.ts` compares the whole plan for all of them.
describe('a provider with another option than the simulator', () => {
  let implementation: ReferenceImplementation;
  beforeAll(async () => {
    implementation = await startReferenceImplementation({ now: noon });
  });
  afterAll(() => implementation.stop());

  test('has not moved with the same readings', async () => {
    const plan = [...fewOf(await wholePlan('ytx'), [ids.booked]), ...fewOf(await wholePlan('xylink'), [ids.grouped])];
    const { findings, agreed, inconclusive } = await foundWith(implementation, plan, {});
    expect([findings, inconclusive]).toEqual([[], []]);
    expect(agreed).toHaveLength(plan.length);
  });

  test.each(sample)(
    'is explained by $reading=$option, and by nothing else',
    async ({ provider, reading, option, seenBy }) => {
      const plan = fewOf(await wholePlan(provider), [seenBy]);
      expect(plan).toHaveLength(11);
      const { findings, agreed } = await foundWith(implementation, plan, { [provider]: { [reading]: option } });
      expect(findings.map((finding) => finding.case)).toContain(seenBy);
      expect(blamed(findings)).toEqual([`${reading}=${option}`]);
      expect(new Set(findings.map(({ driftSource }) => driftSource))).toEqual(new Set(['simulator']));
      expect(agreed.length).toBeGreaterThan(0);
    },
  );
});
