import { describe, test } from '@jest/globals';
import { eachOnceInOrder, eachOnceToSeveral, eachTwice, http } from './many-events.js';

describe('of 10,000 events over HTTP', () => {
  test('each comes exactly once, in order', () => eachOnceInOrder(http(), 10_000));
  test('to several receivers by a clock that runs each comes exactly once', () => eachOnceToSeveral(http(), 10_000));
  test('and under callback-duplicate of half as many, each comes exactly twice', () => eachTwice(http(), 5_000));
});
