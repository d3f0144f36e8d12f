import { lineOf } from './matchers.js';
import type { SimulatorSpace } from './space.js';
import { type StartedSimulator, type StartOptions, startSimulator } from './start.js';

/** What a test framework needs: `meeting-understudy/jest` and `/vitest` use it, others may. */
export { type ExchangeMatchers, exchangeMatchers } from './matchers.js';
export type { StartOptions } from './start.js';

/** What each test gets. */
export interface SpaceFixture {
  /** A space of its own: no other test sees it. */
  readonly space: SimulatorSpace;
  readonly simulator: StartedSimulator;
}

type TestBody = (fixture: SpaceFixture) => unknown;
type RowBody<Row> = (row: Row, fixture: SpaceFixture) => unknown;

/** Defines a test; `timeoutMs` is the time limit of jest and vitest. */
export interface SpaceTest {
  (name: string, body: TestBody, timeoutMs?: number): void;
  readonly only: (name: string, body: TestBody, timeoutMs?: number) => void;
  readonly skip: (name: string, body: TestBody, timeoutMs?: number) => void;
  /** One test for each row; the name may contain `%s` and `$member`, as that of the framework. */
  readonly each: <Row>(rows: readonly Row[]) => (name: string, body: RowBody<Row>, timeoutMs?: number) => void;
}

type Define = (name: string, body: () => Promise<void>, timeoutMs?: number) => unknown;

/** The functions of a test framework, in the form that jest, vitest and `node:test` (but for `each`) share. */
export interface SpaceTestFramework {
  readonly test: Define & {
    readonly only: Define;
    readonly skip: Define;
    // Rows that are lists are spread over the arguments.
    readonly each: (
      rows: readonly unknown[],
    ) => (name: string, body: (...row: readonly unknown[]) => Promise<void>, timeoutMs?: number) => unknown;
  };
  readonly beforeAll: (run: () => Promise<void>) => unknown;
  readonly afterAll: (run: () => Promise<void>) => unknown;
}

let spaces = 0;

/**
 * Defines tests with a space each, of one simulator that runs for the test file. When a test fails, its error also shows
 * the requests that the space received.
 */
export function spaceTest({ test, beforeAll, afterAll }: SpaceTestFramework, options: StartOptions = {}): SpaceTest {
  let simulator: StartedSimulator | undefined;
  beforeAll(async () => {
    simulator = await startSimulator(options);
  });
  afterAll(() => simulator?.close() ?? Promise.resolve());
  const inSpace = async (body: TestBody): Promise<void> => {
    if (simulator === undefined) throw new Error('the simulator of these tests has not started');
    spaces += 1;
    const space = simulator.space(`test-${spaces}`);
    try {
      await body({ space, simulator });
    } catch (error) {
      throw await withJournal(error, space);
    }
    await space.remove();
  };
  const define =
    (by: Define) =>
    (name: string, body: TestBody, timeoutMs?: number): void =>
      void by(name, () => inSpace(body), timeoutMs);
  return Object.assign(define(test), {
    only: define(test.only),
    skip: define(test.skip),
    each:
      <Row>(rows: readonly Row[]) =>
      (name: string, body: RowBody<Row>, timeoutMs?: number): void =>
        void test.each(rows)(
          name,
          (...row) => inSpace((fixture) => body((Array.isArray(rows[0]) ? row : row[0]) as Row, fixture)),
          timeoutMs,
        ),
  });
}

/** Adds the journal of a space to the message of an error, which jest and vitest print. */
async function withJournal(error: unknown, space: SimulatorSpace): Promise<unknown> {
  if (!(error instanceof Error) && !(typeof error === 'object' && error !== null && 'stack' in error)) return error;
  const thrown = error as { message: string; stack?: string };
  try {
    const { exchanges } = await space.journal.list({ limit: 20 });
    const lines = exchanges.length === 0 ? ['(no request)'] : exchanges.map(lineOf);
    const journal = `\n\nRequests in space ${space.name}:\n${lines.map((line) => `  ${line}`).join('\n')}`;
    const { message, stack = '' } = thrown;
    thrown.message = `${message}${journal}`;
    // The stack begins with the message as it was when the error was made.
    thrown.stack = stack.replace(message, () => thrown.message);
  } catch {
    // The error of the test matters more than its journal.
  }
  return error;
}
