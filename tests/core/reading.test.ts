import { describe, expect, test } from '@jest/globals';
import { problemsWithReadings, defaultReadings } from '../../simulator/core/pipeline/reading.js';

const catalogue = {
  'case-of-sign': {
    asks: 'In which case is the signature written?',
    options: { upper: 'only upper case', either: 'either case' },
    default: 'upper',
    reason: 'the page says so',
  },
  'empty-list': {
    asks: 'What does an empty list mean?',
    options: { everyone: 'everyone', 'no-one': 'no one' },
    default: 'everyone',
    reason: 'the page says so',
  },
};

describe('readings', () => {
  test('have their default answers', () => {
    expect(defaultReadings(catalogue)).toEqual({ 'case-of-sign': 'upper', 'empty-list': 'everyone' });
  });

  test('can be chosen one by one', () => {
    expect(problemsWithReadings(catalogue, {})).toEqual([]);
    expect(problemsWithReadings(catalogue, { 'empty-list': 'no-one' })).toEqual([]);
  });

  test('cannot be chosen by an unknown name; the error lists the known names', () => {
    expect(problemsWithReadings(catalogue, { 'empty-lists': 'no-one' })).toEqual([
      { pointer: '/empty-lists', says: 'is not a reading; use one of: case-of-sign, empty-list' },
    ]);
  });

  test.each([['none'], [''], [null], [1], [['no-one']], ['toString']])('cannot be answered with %j', (answer) => {
    expect(problemsWithReadings(catalogue, { 'empty-list': answer })).toEqual([
      { pointer: '/empty-list', says: 'must be one of: everyone, no-one' },
    ]);
  });

  test('are all reported at once', () => {
    const selection = { 'case-of-sign': 'lower', 'empty-list': 'no-one', more: 'yes' };
    expect(problemsWithReadings(catalogue, selection).map(({ pointer }) => pointer)).toEqual([
      '/case-of-sign',
      '/more',
    ]);
  });

  test.each(['toString', 'constructor'])('are not properties that every object has: %s', (name) => {
    expect(problemsWithReadings(catalogue, { [name]: 'upper' })).toHaveLength(1);
  });

  test('are pointed at as JSON pointers are written', () => {
    expect(problemsWithReadings(catalogue, { 'a/b~c': 'x' })[0]?.pointer).toBe('/a~1b~0c');
  });
});
