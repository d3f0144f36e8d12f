import { describe, expect, test } from '@jest/globals';
import { runInNewContext } from 'node:vm';
import { isRefused, RefusedError } from '../../client/index.js';

const told = {
  operation: 'createMeeting',
  refusal: 'applicationNotVerified',
  code: '-205',
  status: 200,
  refusedBy: undefined,
  mayHaveHappened: false,
} as const;

describe('isRefused', () => {
  test('knows a refusal, by its name too, and by any of several', () => {
    const error = new RefusedError(told);
    expect(isRefused(error)).toBe(true);
    expect(isRefused(error, 'applicationNotVerified')).toBe(true);
    expect(isRefused(error, 'balanceInsufficient', 'applicationNotVerified')).toBe(true);
    expect(isRefused(error, 'balanceInsufficient')).toBe(false);
  });

  test('knows one that another copy of the package or another realm has thrown', () => {
    const foreign: unknown = runInNewContext(
      `class Refused extends Error { name = 'RefusedError'; constructor(told) { super('no'); Object.assign(this, told); } }
       new Refused(told)`,
      { told },
    );
    expect(foreign).not.toBeInstanceOf(Error);
    expect(isRefused(foreign, 'applicationNotVerified')).toBe(true);
    expect(isRefused(foreign, 'accountUnknown')).toBe(false);
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'RefusedError'],
    ['another error', new TypeError('RefusedError')],
    ['an error that only has the name', Object.assign(new Error('no'), { name: 'RefusedError' })],
  ])('does not take %s for one', (_, error) => {
    expect(isRefused(error)).toBe(false);
  });
});
