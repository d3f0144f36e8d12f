import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import nock from 'nock';
import { answerOnce } from '../../contracts/recording/nock-replay.js';
import { looksLikeSecrets, scanForSecrets, searchFor, SecretFound } from '../../contracts/recording/secret-search.js';
import { anyEncoding } from '../secrets/secret-encodings.js';
import { anyText } from '../support/any-text.js';

const secret = 'Plainly+invented/sécret=0042';
const secrets = searchFor([secret, 'short']);

const placeOf = (value: unknown): string | undefined => {
  try {
    scanForSecrets(value, { secrets, isPublic: (run) => run === 'e00000000000000000000000000000000000dead' }, 'a case');
    return undefined;
  } catch (error) {
    return error instanceof SecretFound ? error.place : 'elsewhere';
  }
};

describe('the search for secrets', () => {
  test('finds one wherever it stands, however it is written', () => {
    const around = anyText;
    fc.assert(
      fc.property(around, anyEncoding, around, (before, spelt, after) => {
        expect(secrets.isIn(before + spelt(secret) + after)).toBe(true);
      }),
    );
  });

  test('names the place of one, in a value and in a name', () => {
    expect(placeOf({ steps: [{ body: `{"a":"${secret}"}` }] })).toBe('a case: steps: 0: body');
    expect(placeOf({ headers: { [secret]: 'x' } })).toBe('a case: headers: the name of a member');
  });

  test.each([
    '720ad1fc-9281-1622-24e8-1f749cce90fd',
    'Sign=caa633a90d89acbe97209ba6f7fe6123',
    'YWMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDF8MjAyNjExMjExMjAwMDA=',
    '3JimmAiu0HtpcXds/hS4rHAofRsbS2uZmHp5QmmhLyM=',
  ])('takes %s for one by its looks', (text) => {
    expect(placeOf([text])).toBe('a case: 0');
  });

  test.each([
    '/201612/sid/ac000000000000000000000000nobody/call/TeleMeeting.wx',
    'enterpriseId=e00000000000000000000000000000000000dead',
    '"requestId":"20261146445440794624000000501"',
    'short',
    '应用验证失败',
  ])('takes %s for none', (text) => {
    expect(placeOf({ text })).toBeUndefined();
  });

  test('gives everything that looks like one', () => {
    expect(looksLikeSecrets('a 5d41402abc4b2a76b9719d911017c592 b 5d41402abc4b2a76b9719d911017c593')).toHaveLength(2);
  });
});

const staged = { status: 200, headers: {}, body: new Uint8Array() };

test("nock stands in node's http while a recording is played, and no longer", async () => {
  const several = ['/one', '/two', '/three'].map((path) => answerOnce(`http://a-recording.test${path}`, {}, staged));
  const answered = await Promise.all(several);
  expect(answered.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(nock.isActive()).toBe(false);
});
