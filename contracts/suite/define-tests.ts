import { matchesContract } from './assertions.js';
import { skippedSteps } from './played-steps.js';
import { allCaseFiles } from './read-cases.js';
import { bodyDiff } from './reports/body-diff.js';
import { gentlestFirst, globOf, type PlannedCase, planOf } from './run/plan.js';
import { diallingObjection } from './run/run.js';
import { playWhole } from './runner.js';
import { skipReasonFor } from './skip-reason.js';
import type { Target, Verdict } from './target.js';

/** Which cases become tests of which target. */
export interface ContractTests extends Partial<TestFramework> {
  readonly target: Target;
  readonly provider?: string;
  /** Part of a case's id, or a glob such as `*booking*`; all cases unless given. */
  readonly cases?: string;
  /** Lets real phones ring, where the target is a real provider. */
  readonly allowDialling?: boolean;
  /** Hears what a case booked and could not take back; `console.warn` unless given. */
  readonly onLeft?: (id: string, left: readonly string[]) => void;
}

/**
 * Defines a test for each contract case, with `describe` and `test` of whatever framework is at work.
 *
 * A case that cannot be played here is a skipped test with the reason in its name. What only shows while it is played
 * skips the running test, and fails it where the framework cannot skip then: it is never a pass.
 *
 * @example
 * await defineContractTests({ target: overHttp('http://127.0.0.1:4010', () => `case-${(count += 1)}`) });
 */
export async function defineContractTests({ target, onLeft = warn, ...selection }: ContractTests): Promise<void> {
  const { describe, test } = frameworkFrom(selection);
  const plan = await casesFor(target, selection);
  for (const file of new Set(plan.map((planned) => planned.file))) {
    describe(`${file.provider} ${file.operation} against ${target.name}`, () => {
      for (const planned of plan) if (planned.file === file) defineOne(planned, { target, onLeft, test });
    });
  }
}

async function casesFor(
  target: Target,
  { provider, cases, allowDialling = false }: Omit<ContractTests, 'target'>,
): Promise<readonly PlannedCase[]> {
  const plan = planOf(await allCaseFiles(), {
    provider,
    ...(cases !== undefined && { isMeant: globOf(cases) }),
    objectionTo: diallingObjection(target, allowDialling, 'allowDialling'),
  });
  if (plan.length === 0) throw new Error('no contract case fits: see `provider` and `cases`');
  return target.keepsState ? gentlestFirst(plan) : plan;
}

type Defining = Required<Pick<ContractTests, 'target' | 'onLeft' | 'test'>>;

function defineOne({ id, file, contractCase, skip }: PlannedCase, { target, onLeft, test }: Defining): void {
  const { name } = contractCase;
  const reason = skip ?? skipReasonFor(target, file, contractCase);
  if (reason !== undefined && test.skip !== undefined) {
    test.skip(`${name} (${reason})`, () => Promise.resolve());
    return;
  }
  test(name, async function (this: unknown, ...[context]) {
    const { verdict, left } =
      reason === undefined
        ? await playWhole(file, contractCase, { target, fits: matchesContract })
        : skippedSteps(reason);
    if (left.length > 0) onLeft(id, left);
    if (verdict.outcome === 'passed') return;
    if (verdict.outcome === 'skipped' && skipNow(this, context, verdict.reason)) return;
    throw new Error(complaint(verdict));
  });
}

/** What a test that does not pass says: how the reply differs, or why there is none to judge. */
function complaint(verdict: Exclude<Verdict, { readonly outcome: 'passed' }>): string {
  if (verdict.outcome !== 'failed') return `${verdict.outcome}: ${verdict.reason}`;
  return verdict.differences
    .flatMap((each) => [
      `step ${each.step}: ${each.says}`,
      ...bodyDiff(each).map(({ sign, text }) => `${sign} ${text}`),
    ])
    .map(redactTokens)
    .join('\n');
}

function warn(id: string, left: readonly string[]): void {
  console.warn(`${id} has left behind: ${left.join(', ')}`);
}

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
function frameworkFrom(given: Partial<TestFramework>): TestFramework {
  const globals = globalThis as { readonly describe?: unknown; readonly test?: unknown; readonly it?: unknown };
  const describe = given.describe ?? globals.describe;
  const test = given.test ?? globals.test ?? globals.it;
  if (typeof describe === 'function' && typeof test === 'function') return { describe, test } as TestFramework;
  throw new Error(
    'there are no global describe and test here; give them: defineContractTests({ target, describe, test })',
  );
}

/** Ends a running test as skipped, where its framework can; gives whether it could. */
function skipNow(self: unknown, context: TestContext | undefined, reason: string): boolean {
  // Mocha's context is `this`, and its skip ends the test by throwing.
  const skipping = [context, self].find(canSkip);
  skipping?.skip(reason);
  return skipping !== undefined;
}

const canSkip = (value: unknown): value is Required<TestContext> =>
  typeof value === 'object' && value !== null && 'skip' in value && typeof value.skip === 'function';

/** Members of a JSON text whose value lets somebody in. */
const secretMember = /("[\w-]*(?:token|secret)\\?"\s*:\s*\\?")[^"\\]*/gi;

/** A reply's text without the credentials that it gives out, as a login does: a test's output is read by many. */
const redactTokens = (text: string): string => text.replace(secretMember, '$1‹redacted›');
