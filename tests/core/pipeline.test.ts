import { describe, expect, test } from '@jest/globals';
import { type AnyCheck, type Check, lookup, rule } from '../../simulator/core/pipeline/check.js';
import { passes, pipeline } from '../../simulator/core/pipeline/pipeline.js';
import { refusalsOf } from '../../simulator/core/pipeline/refusal.js';

interface Start {
  readonly text: string;
  /** The names of the checks that were asked, in order. */
  readonly asked: string[];
}

const refusals = refusalsOf({
  wrong: { code: '-1', status: 200, body: '{}', means: 'something is wrong', meansInChinese: '无', retry: 'no' },
});
const described = (name: string) => ({ name, scenario: `not-${name}`, refusal: refusals.wrong, evidence: [] });

const holding = (name: string, holds: boolean): Check<Start, object> =>
  rule({
    ...described(name),
    test: ({ asked }: Start) => {
      asked.push(name);
      return holds;
    },
  });

const length = lookup({ ...described('length'), provides: 'length', resolve: ({ text }: Start) => text.length });
const doubled = lookup({
  ...described('doubled'),
  provides: 'doubled',
  resolve: (known: { readonly length: number }) => known.length * 2,
});
const start = (): Start => ({ text: 'four', asked: [] });

describe('a pipeline', () => {
  test('without checks lets everything through as it came', () => {
    const given = start();
    expect(pipeline<Start>().run(given)).toEqual({ passed: true, known: given });
  });

  test('asks its checks in the order in which they were given', () => {
    const given = start();
    const several = pipeline<Start>().check(holding('first', true)).check(holding('second', true));
    expect(several.run(given).passed).toBe(true);
    expect(given.asked).toEqual(['first', 'second']);
    expect(several.list.map(({ name }) => name)).toEqual(['first', 'second']);
  });

  test('answers with the first check that fails, and runs none after it', () => {
    const given = start();
    const no = holding('second', false);
    const several = pipeline<Start>().check(holding('first', true)).check(no).check(holding('third', false));
    const journey = several.run(given);
    expect(journey).toEqual({ passed: false, refusedBy: no });
    expect(given.asked).toEqual(['first', 'second']);
  });

  test('lets later checks know what lookups found', () => {
    const journey = pipeline<Start>().check(length).check(doubled).run(start());
    expect(journey).toMatchObject({ passed: true, known: { text: 'four', length: 4, doubled: 8 } });
  });

  test('leaves what it started from as it was', () => {
    const given = Object.freeze(start());
    pipeline<Start>().check(length).run(given);
    expect(Object.keys(given)).toEqual(['text', 'asked']);
  });

  test.each([null, 0, '', false])('goes on when a lookup finds %j: only undefined is a refusal', (found) => {
    const finding = lookup({ ...described('finding'), provides: 'fact', resolve: () => found });
    expect(pipeline<Start>().check(finding).run(start())).toMatchObject({ passed: true, known: { fact: found } });
  });

  test('refuses when a lookup finds undefined', () => {
    const finding = lookup({ ...described('finding'), provides: 'fact', resolve: () => undefined });
    expect(pipeline<Start>().check(finding).run(start())).toEqual({ passed: false, refusedBy: finding });
  });

  test('learns nothing from a rule', () => {
    const journey = pipeline<Start>().check(holding('first', true)).run({ text: '', asked: [] });
    expect(journey).toEqual({ passed: true, known: { text: '', asked: ['first'] } });
  });

  test('goes on with a whole stretch of checks, which knows what was learned before it', () => {
    const stretch = pipeline<{ readonly length: number }>().check(doubled);
    const joined = pipeline<Start>().check(length).append(stretch);
    expect(joined.list.map(({ name }) => name)).toEqual(['length', 'doubled']);
    expect(joined.run(start())).toMatchObject({ passed: true, known: { length: 4, doubled: 8 } });
  });

  test('is a value: extending it changes neither it nor what else extends it', () => {
    const admission = pipeline<Start>().check(holding('admitted', true));
    const one = admission.check(holding('one', false));
    const other = admission.check(holding('other', true));
    expect([admission, one, other].map(({ list }) => list.length)).toEqual([1, 2, 2]);
    expect(one.run(start()).passed).toBe(false);
    expect(other.run(start()).passed).toBe(true);
  });

  test('counts only `true` as the yes of a rule', () => {
    const asked: AnyCheck = holding('asked', true);
    expect([true, false, undefined, 1, {}].map((outcome) => passes(asked, outcome))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
