import { afterAll, beforeAll, expect, test } from 'vitest';
// From the entry for all frameworks: the build makes an ES module of this file alone, as vitest demands.
import { type ExchangeMatchers, exchangeMatchers, type SpaceTest, spaceTest, type StartOptions } from './frameworks.js';

export type { ExchangeMatchers, SpaceFixture, SpaceTest } from './frameworks.js';

expect.extend(exchangeMatchers);

declare module 'vitest' {
  // The type parameters must be those of the interface that it extends.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any, @typescript-eslint/no-empty-object-type
  interface Matchers<T = any> extends ExchangeMatchers<T> {}
}

/**
 * The `test` of vitest, with a space of a simulator for each test; it also adds the matchers `toBeAccepted` and
 * `toBeRefusedBy`.
 *
 * @example
 * const test = simulatorTest({ seed: 'friday' });
 * test('books', async ({ space }) => {
 *   const client = await space.client('ytx');
 *   …
 * });
 */
export const simulatorTest = (options?: StartOptions): SpaceTest => spaceTest({ test, beforeAll, afterAll }, options);
