import { describe, expect, test } from '@jest/globals';
import { composed, hostile, mostStepsEach, stepsFor } from './hostile-texts.js';
import { describeLinear } from './linear-properties.js';

describeLinear({ every: 1, mixtures: 20, cuts: 60, stride: 1 });

const mebibyte = 1024 * 1024;

describe('a mebibyte is redacted in a number of steps that is bounded by its length', () => {
  test.each(Object.entries(hostile))('of %s', (_name, each) => {
    expect(stepsFor(composed(each, mebibyte))).toBeLessThan(mostStepsEach * mebibyte);
  });
});
