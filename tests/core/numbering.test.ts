import { describe, expect, test } from '@jest/globals';
import { numberingInMemory } from '../../simulator/core/state/limiter.js';

describe('running numbers', () => {
  test('count from one, each series by itself', () => {
    const { next } = numberingInMemory();
    expect([next('meeting'), next('meeting'), next('room'), next('meeting')]).toEqual([1, 2, 1, 3]);
  });

  test('keep apart series that are named like what every object has', () => {
    const { next } = numberingInMemory();
    expect([next('constructor'), next('__proto__'), next('__proto__')]).toEqual([1, 1, 2]);
  });

  test('go on after a number that is taken', () => {
    const numbering = numberingInMemory();
    numbering.continueAfter('meeting', 41);
    expect(numbering.next('meeting')).toBe(42);
  });

  test('never go back', () => {
    const numbering = numberingInMemory();
    numbering.continueAfter('meeting', 41);
    numbering.continueAfter('meeting', 7);
    expect(numbering.next('meeting')).toBe(42);
  });

  test('begin anew once cleared', () => {
    const numbering = numberingInMemory();
    numbering.next('meeting');
    numbering.continueAfter('room', 9);
    numbering.clear();
    expect([numbering.next('meeting'), numbering.next('room')]).toEqual([1, 1]);
  });
});
