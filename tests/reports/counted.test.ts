import { expect, test } from '@jest/globals';
import { coverageCounts } from '../../contracts/suite/reports/summary.js';

const nothing = { passed: 0, failed: 0, skipped: 0, inconclusive: 0 };

test.each([
  ['holds when its cases passed', { passed: 2 }, 'confirmed'],
  ['holds when some were skipped besides', { passed: 1, skipped: 1 }, 'confirmed'],
  ['does not hold when a case was left open', { passed: 2, inconclusive: 1 }, 'notTested'],
  ['does not hold when all were skipped', { skipped: 2 }, 'notTested'],
  ['is violated by one failure, even with inconclusive results', { passed: 2, failed: 1, inconclusive: 1 }, 'violated'],
] as const)('what a run is about %s', (_how, counts, confidence) => {
  const expected = { confirmed: 0, violated: 0, notTested: 0, [confidence]: 1 };
  expect(coverageCounts({ 'toy/open': { ...nothing, ...counts } })).toEqual(expected);
});
