import { describe, expect, test } from '@jest/globals';
import { lookup, rule } from '../../simulator/core/pipeline/check.js';
import { type PipelineResult, type Pipeline, pipeline } from '../../simulator/core/pipeline/pipeline.js';
import { refusalsOf } from '../../simulator/core/pipeline/refusal.js';

interface Start {
  readonly accountId: string;
}
interface Account {
  readonly active: boolean;
}
interface Identified {
  readonly account: Account;
}

const refusals = refusalsOf({
  wrong: { code: '-1', status: 200, body: '{}', means: 'something is wrong', meansInChinese: '无', retry: 'no' },
});
const described = { scenario: 'wrong', refusal: refusals.wrong, evidence: [] };

const accountExists = lookup({
  ...described,
  name: 'account-exists',
  provides: 'account',
  resolve: ({ accountId }: Start): Account | undefined => (accountId === '' ? undefined : { active: true }),
});
const accountIsActive = rule({
  ...described,
  name: 'account-is-active',
  test: ({ account }: Identified) => account.active,
});

const names = ({ list }: Pipeline<never, never>): readonly string[] => list.map(({ name }) => name);
const forgetting = (typed: unknown): Pipeline<never, never> => typed as Pipeline<never, never>;

describe("a pipeline's types (proved by `tsc --noEmit`)", () => {
  test('allow a check after the lookup that finds what it asks about', () => {
    const ordered = pipeline<Start>().check(accountExists).check(accountIsActive);
    expect(names(forgetting(ordered))).toEqual(['account-exists', 'account-is-active']);
  });

  test('forbid a check before the lookup that finds what it asks about', () => {
    // @ts-expect-error nothing has found an `account` when the rule is asked
    const disordered = pipeline<Start>().check(accountIsActive).check(accountExists);
    expect(names(forgetting(disordered))).toEqual(['account-is-active', 'account-exists']);
  });

  test('forbid a stretch before the lookup that finds what it begins with', () => {
    const stretch = pipeline<Identified>().check(accountIsActive);
    // @ts-expect-error nothing has found an `account` when the stretch begins
    const disordered = pipeline<Start>().append(stretch);
    const ordered = pipeline<Start>().check(accountExists).append(stretch);
    expect(names(forgetting(ordered))).toEqual(['account-exists', ...names(forgetting(disordered))]);
  });

  test('forbid a check that takes a fact for what it is not', () => {
    const takesText = rule({
      ...described,
      name: 'account-is-text',
      test: ({ account }: { readonly account: string }) => account !== '',
    });
    // @ts-expect-error the lookup finds an `Account`, not a text
    const mistaken = pipeline<Start>().check(accountExists).check(takesText);
    expect(mistaken.list).toHaveLength(2);
  });

  test('make what was learned known only to those who saw that it passed', () => {
    const journey: PipelineResult<Start & Identified> = pipeline<Start>().check(accountExists).run({ accountId: 'a' });
    const active = journey.passed && journey.known.account.active;
    // @ts-expect-error a journey that may have been refused has nothing `known`
    const unproved: unknown = journey.known;
    expect({ active, unproved }).toMatchObject({ active: true, unproved: { accountId: 'a' } });
  });

  test('forbid to start without what the first check asks about', () => {
    const admission = pipeline<Start>().check(accountExists);
    // @ts-expect-error `accountId` is missing
    expect(admission.run({}).passed).toBe(true);
  });
});
