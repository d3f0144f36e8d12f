import { describe, test } from '@jest/globals';
import { eachOnceInOrder, eachOnceToSeveral, eachTwice, http, inProcess } from './many-events.js';

describe.each([
  ['through the port', inProcess],
  ['over HTTP', http],
] as const)('of 10,000 events %s', (_way, wire) => {
  test('each comes exactly once, in order', () => eachOnceInOrder(wire(), 10_000));
  test('to several receivers by a clock that runs each comes exactly once', () => eachOnceToSeveral(wire(), 10_000));
  test('and under callback-duplicate of half as many, each comes exactly twice', () => eachTwice(wire(), 5_000));
});
