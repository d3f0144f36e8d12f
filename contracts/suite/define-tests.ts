import { matchesContract } from './assertions.js';
import type { CaseFile } from './case.js';
import { skippedSteps } from './played-steps.js';
import { allCaseFiles } from './read-cases.js';
import { bodyDiff } from './reports/body-diff.js';
import { gentlestFirst, globOf, type PlannedCase, planOf } from './run/plan.js';
import { diallingRejection } from './run/run.js';
import { playWhole } from './runner.js';
import { skipReasonFor } from './skip-reason.js';
import type { Target, Verdict } from './target.js';

/** The target and the cases to define tests for. */
export interface ContractTests extends Partial<TestFramework> {
  readonly target: Target;
  /** Your own cases, from `readCaseFile`, in place of the package's. */
  readonly caseFiles?: readonly CaseFile[];
  readonly provider?: string;
  /** Part of a case's id, or a glob such as `*booking*`. Default: all cases. */
  readonly cases?: string;
  /** Allows calls to real phones, if the target is a real provider. Default: false. */
  readonly allowDialling?: boolean;
  /** Receives the leftovers of a case. Default: `console.warn`. */
  readonly onLeft?: (id: string, left: readonly string[]) => void;
}

/**
 * Defines a test for each contract case, with `describe` and `test` of any test framework.
 *
 * A case that this target cannot run is a skipped test with the reason in its name. A reason that appears only during the
 * run skips the running test, or fails it if the framework cannot skip a running test: it is never a pass.
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
  { caseFiles, provider, cases, allowDialling = false }: Omit<ContractTests, 'target'>,
): Promise<readonly PlannedCase[]> {
  const plan = planOf(caseFiles ?? (await allCaseFiles()), {
    provider,
    ...(cases !== undefined && { isMeant: globOf(cases) }),
    rejectionReason: diallingRejection(target, allowDialling, 'allowDialling'),
  });
  if (plan.length === 0) throw new Error('no contract case matches: check `provider` and `cases`');
  return target.keepsState ? gentlestFirst(plan) : plan;
}

type DefineOptions = Required<Pick<ContractTests, 'target' | 'onLeft' | 'test'>>;

function defineOne({ id, file, contractCase, skip }: PlannedCase, { target, onLeft, test }: DefineOptions): void {
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
    throw new Error(failureMessage(verdict));
  });
}

/** The message of a test that does not pass: the differences, or the reason. */
function failureMessage(verdict: Exclude<Verdict, { readonly outcome: 'passed' }>): string {
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
  console.warn(`${id} left behind: ${left.join(', ')}`);
}

/** The context that a test framework passes to a test; some can end it as skipped. */
export interface TestContext {
  readonly skip?: (reason?: string) => unknown;
}

/** A rest parameter: jest treats a declared parameter as a callback that it must wait for. */
type Body = (this: unknown, ...given: readonly (TestContext | undefined)[]) => Promise<void>;

/** The two functions that jest, vitest, node:test and mocha share. */
export interface TestFramework {
  readonly describe: (name: string, define: () => void) => unknown;
  readonly test: ((name: string, body: Body) => unknown) & {
    readonly skip?: ((name: string, body: Body) => unknown) | undefined;
  };
}

/** The framework's functions, from the options or the globals; mocha calls `test` `it`. Throws an Error when they are missing. */
function frameworkFrom(given: Partial<TestFramework>): TestFramework {
  const globals = globalThis as { readonly describe?: unknown; readonly test?: unknown; readonly it?: unknown };
  const describe = given.describe ?? globals.describe;
  const test = given.test ?? globals.test ?? globals.it;
  if (typeof describe === 'function' && typeof test === 'function') return { describe, test } as TestFramework;
  throw new Error('global describe and test are missing; pass them: defineContractTests({ target, describe, test })');
}

/** Ends a running test as skipped, if its framework can; returns whether it could. */
function skipNow(self: unknown, context: TestContext | undefined, reason: string): boolean {
  // Mocha's context is `this`, and its skip ends the test by throwing.
  const skipping = [context, self].find(canSkip);
  skipping?.skip(reason);
  return skipping !== undefined;
}

const canSkip = (value: unknown): value is Required<TestContext> =>
  typeof value === 'object' && value !== null && 'skip' in value && typeof value.skip === 'function';

/** Members of a JSON text whose value is a credential. */
const secretMember = /("[\w-]*(?:token|secret)\\?"\s*:\s*\\?")[^"\\]*/gi;

/** Removes credentials from a reply's text, such as that of a login: a test's output is not secret. */
const redactTokens = (text: string): string => text.replace(secretMember, '$1‹redacted›');
