import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { composed, hostile, mostStepsEach, secrets, stepsFor } from './hostile-texts.js';
import { request, redactorOf } from './redactors.js';

const length = 64 * 1024;

describe('a text is redacted in a number of steps that grows with its length and no faster', () => {
  test.each(Object.entries(hostile))('of %s', (_name, each) => {
    const [part = 1, whole = 0] = [length / 8, length].map((size) => stepsFor(composed(each, size)));
    expect(whole).toBeLessThan(mostStepsEach * length);
    expect(whole / part).toBeLessThan(8.2);
  });

  test('any mixture of them, however often it is repeated', () => {
    const pieces = Object.values(hostile).flatMap(([begins, unit]) => [begins + unit, unit]);
    const short = pieces.filter((each) => each.length < 40);
    const mixtures = fc.array(fc.constantFrom(...short, ...secrets), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(mixtures, (mixture) => {
        const unit = mixture.join('');
        const [once = 1, twice = 0, four = 0] = [1, 2, 4].map((times) => stepsFor(unit.repeat(times * 12)));
        expect(twice / once).toBeLessThan(2.2);
        expect(four / twice).toBeLessThan(2.2);
      }),
      { seed: 20261129, numRuns: 20 },
    );
  });

  test('a request that carries more and longer credentials than any does is no exception', () => {
    const steps = (count: number): number => {
      const effort = { steps: 0 };
      const many = Array.from({ length: count }, (_, index) => `${index}-${'x'.repeat(500)}`);
      redactorOf({ carriedBy: () => many }, effort)(many.join(' '), request);
      return effort.steps;
    };
    expect(steps(400) / steps(200)).toBeLessThan(2.1);
  });
});
