import { allCaseFiles } from './all-cases.js';
import { fitsContract } from './fits.js';
import type { TestFramework } from './framework.js';
import { frameworkFrom, skipNow } from './framework.js';
import { obstacleTo } from './obstacle.js';
import { quotable } from './quotable.js';
import { notPlayed } from './played.js';
import { playWhole } from './player.js';
import { bodyDiff } from './reports/body-diff.js';
import type { PlannedCase } from './run/plan.js';
import { gentlestFirst, globOf, planOf } from './run/plan.js';
import { diallingObjection } from './run/safety.js';
import type { Target } from './target.js';
import type { Verdict } from './verdict.js';

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
export async function defineContractTests({ target, onLeft = warn, ...wish }: ContractTests): Promise<void> {
  const { describe, test } = frameworkFrom(wish);
  const plan = await casesFor(target, wish);
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
  const reason = skip ?? obstacleTo(target, file, contractCase);
  if (reason !== undefined && test.skip !== undefined) {
    test.skip(`${name} (${reason})`, () => Promise.resolve());
    return;
  }
  test(name, async function (this: unknown, ...[context]) {
    const { verdict, left } =
      reason === undefined ? await playWhole(file, contractCase, { target, fits: fitsContract }) : notPlayed(reason);
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
    .map(quotable)
    .join('\n');
}

function warn(id: string, left: readonly string[]): void {
  console.warn(`${id} has left behind: ${left.join(', ')}`);
}
