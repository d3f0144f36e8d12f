import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { noon } from '../reference-implementation/reference-target.js';
import { type ReferenceImplementation, startReferenceImplementation } from '../reference-implementation/start.js';
import { blamed, foundWith, readingMoves, wholePlan } from './reading-moves.js';

describe('a provider with another option than the simulator, asked the whole plan', () => {
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
      const { findings } = await foundWith(implementation, await wholePlan(provider), {
        [provider]: { [reading]: option },
      });
      expect(findings.map((finding) => finding.case)).toContain(seenBy);
      expect(blamed(findings)).toEqual([`${reading}=${option}`]);
      expect(new Set(findings.map(({ driftSource }) => driftSource))).toEqual(new Set(['simulator']));
    },
  );

  test('is explained by both readings where it takes two, and each provider by its own', async () => {
    const plan = [...(await wholePlan('ytx')), ...(await wholePlan('xylink'))];
    const { findings } = await foundWith(implementation, plan, {
      ytx: { statusMsg: 'string', requestId: 'digits-16' },
      xylink: { participantNumber: 'always' },
    });
    expect(blamed(findings)).toEqual(['statusMsg=string requestId=digits-16', 'participantNumber=always']);
  });
});
