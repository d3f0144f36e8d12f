import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ExchangeMatchers, exchangeMatchers, type SpaceTest, spaceTest, type StartOptions } from './frameworks.js';

export type { ExchangeMatchers, SpaceFixture, SpaceTest } from './frameworks.js';

expect.extend(exchangeMatchers);

declare module 'expect' {
  // The type parameters must be those of the interface that it extends.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type
  interface Matchers<R extends void | Promise<void>, T = unknown> extends ExchangeMatchers<R> {}
}

/**
 * The `test` of jest, with a space of a simulator for each test; it also adds the matchers `toBeAccepted` and `toBeRefusedBy`.
 *
 * @example
 * const test = simulatorTest({ seed: 'friday' });
 * test('books', async ({ space }) => {
 *   const client = await space.client('ytx');
 *   …
 * });
 */
export const simulatorTest = (options?: StartOptions): SpaceTest => spaceTest({ test, beforeAll, afterAll }, options);
