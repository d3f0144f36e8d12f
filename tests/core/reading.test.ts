import { describe, expect, test } from '@jest/globals';
import { problemsWithReadings, defaultOptions, withoutProfile } from '../../simulator/core/pipeline/reading.js';

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

const choices = {
  readings: catalogue,
  readingProfiles: {
    open: { statement: 'accepts', reason: 'a test', options: { 'case-of-sign': 'either', 'empty-list': 'everyone' } },
  },
};

describe('a profile', () => {
  test('stands for its options, and a reading beside it takes precedence', () => {
    expect(withoutProfile(choices, { profile: 'open' })).toEqual(choices.readingProfiles.open.options);
    expect(withoutProfile(choices, { 'empty-list': 'no-one', profile: 'open' })).toEqual({
      'case-of-sign': 'either',
      'empty-list': 'no-one',
    });
    expect(withoutProfile(choices, { 'empty-list': 'no-one' })).toEqual({ 'empty-list': 'no-one' });
  });

  test.each(['closed', 'toString', 1])('cannot be %j if the provider has none of this name', (profile) => {
    expect(problemsWithReadings(choices, { profile })).toEqual([{ pointer: '/profile', says: 'must be one of: open' }]);
    expect(problemsWithReadings(choices, { profile: 'open' })).toEqual([]);
  });
});

describe('readings', () => {
  test('have their default options', () => {
    expect(defaultOptions(catalogue)).toEqual({ 'case-of-sign': 'upper', 'empty-list': 'everyone' });
  });

  test('can be chosen one by one', () => {
    expect(problemsWithReadings(choices, {})).toEqual([]);
    expect(problemsWithReadings(choices, { 'empty-list': 'no-one' })).toEqual([]);
  });

  test('cannot be chosen by an unknown name; the error lists the known names', () => {
    expect(problemsWithReadings(choices, { 'empty-lists': 'no-one' })).toEqual([
      { pointer: '/empty-lists', says: 'is not a reading; use one of: case-of-sign, empty-list' },
    ]);
  });

  test.each([['none'], [''], [null], [1], [['no-one']], ['toString']])('cannot be answered with %j', (option) => {
    expect(problemsWithReadings(choices, { 'empty-list': option })).toEqual([
      { pointer: '/empty-list', says: 'must be one of: everyone, no-one' },
    ]);
  });

  test('are all reported at once', () => {
    const selection = { 'case-of-sign': 'lower', 'empty-list': 'no-one', more: 'yes' };
    expect(problemsWithReadings(choices, selection).map(({ pointer }) => pointer)).toEqual(['/case-of-sign', '/more']);
  });

  test.each(['toString', 'constructor'])('are not properties that every object has: %s', (name) => {
    expect(problemsWithReadings(choices, { [name]: 'upper' })).toHaveLength(1);
  });

  test('are pointed at as JSON pointers are written', () => {
    expect(problemsWithReadings(choices, { 'a/b~c': 'x' })[0]?.pointer).toBe('/a~1b~0c');
  });
});
