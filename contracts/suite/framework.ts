/** What a test framework calls a test with; some can end it as skipped. */
export interface TestContext {
  readonly skip?: (reason?: string) => unknown;
}

/** Takes what is handed to it as a rest: jest takes a parameter for a callback that it must wait for. */
type Body = (this: unknown, ...given: readonly (TestContext | undefined)[]) => Promise<void>;

/** The two words that every test framework has: of jest, vitest, node:test and mocha alike. */
export interface TestFramework {
  readonly describe: (name: string, define: () => void) => unknown;
  readonly test: ((name: string, body: Body) => unknown) & {
    readonly skip?: ((name: string, body: Body) => unknown) | undefined;
  };
}

/** The framework's words, from what is given and from the globals; mocha says `it`. An Error when there are none. */
export function frameworkFrom(given: Partial<TestFramework>): TestFramework {
  const globals = globalThis as { readonly describe?: unknown; readonly test?: unknown; readonly it?: unknown };
  const describe = given.describe ?? globals.describe;
  const test = given.test ?? globals.test ?? globals.it;
  if (typeof describe === 'function' && typeof test === 'function') return { describe, test } as TestFramework;
  throw new Error(
    'there are no global describe and test here; give them: defineContractTests({ target, describe, test })',
  );
}

/** Ends a running test as skipped, where its framework can; gives whether it could. */
export function skipNow(self: unknown, context: TestContext | undefined, reason: string): boolean {
  // Mocha's context is `this`, and its skip ends the test by throwing.
  const skipping = [context, self].find(canSkip);
  skipping?.skip(reason);
  return skipping !== undefined;
}

const canSkip = (value: unknown): value is Required<TestContext> =>
  typeof value === 'object' && value !== null && 'skip' in value && typeof value.skip === 'function';
