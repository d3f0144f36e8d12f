import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ids } from '../reference-implementation/ids.js';
import { noon } from '../reference-implementation/reference-target.js';
import { type ReferenceImplementation, startReferenceImplementation } from '../reference-implementation/start.js';
import { blamed, fewOf, foundWith, readingMoves, wholePlan } from './reading-moves.js';

// `readings.full.test.ts` compares the whole plan for each of these.
describe('a provider with another option than the simulator', () => {
  let implementation: ReferenceImplementation;
  beforeAll(async () => {
    implementation = await startReferenceImplementation({ now: noon });
  });
  afterAll(() => implementation.stop());

  test('has not moved with the same readings', async () => {
    const plan = [...(await wholePlan('ytx')), ...(await wholePlan('xylink'))];
    const { findings, agreed, inconclusive } = await foundWith(implementation, plan, {});
    expect([findings, inconclusive]).toEqual([[], []]);
    expect(agreed.length).toBeGreaterThan(70);
  });

  test.each(readingMoves)(
    'is explained by $reading=$option, and by nothing else',
    async ({ provider, reading, option, seenBy }) => {
      const plan = fewOf(await wholePlan(provider), [seenBy]);
      expect(plan).toHaveLength(11);
      const { findings, agreed } = await foundWith(implementation, plan, { [provider]: { [reading]: option } });
      expect(findings.map((finding) => finding.case)).toContain(seenBy);
      expect(blamed(findings)).toEqual([`${reading}=${option}`]);
      expect(new Set(findings.map(({ moved }) => moved))).toEqual(new Set(['simulator']));
      expect(agreed.length).toBeGreaterThan(0);
    },
  );

  test('is explained by both readings where it takes two, and each provider by its own', async () => {
    const plan = [...fewOf(await wholePlan('ytx'), [ids.booked]), ...fewOf(await wholePlan('xylink'), [ids.grouped])];
    const { findings } = await foundWith(implementation, plan, {
      ytx: { statusMsg: 'string', requestId: 'digits-16' },
      xylink: { participantNumber: 'always' },
    });
    expect(blamed(findings)).toEqual(['statusMsg=string requestId=digits-16', 'participantNumber=always']);
  });
});
