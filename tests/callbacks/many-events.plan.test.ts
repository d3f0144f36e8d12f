import { describe, test } from '@jest/globals';
import { eachOnceInOrder, eachOnceToSeveral, eachTwice, http, inProcess } from './many-events.js';

describe.each([
  [1_000, 'through the port', inProcess],
  [100, 'over HTTP', http],
] as const)('of %i events %s', (events, _way, wire) => {
  test('each comes exactly once, in order', () => eachOnceInOrder(wire(), events));
  test('to several receivers by a clock that runs each comes exactly once', () => eachOnceToSeveral(wire(), events));
  test('and under callback-duplicate of half as many, each comes exactly twice', () => eachTwice(wire(), events / 2));
});
