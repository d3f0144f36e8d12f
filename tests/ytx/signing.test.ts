import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { authorizationOf, readAuthorization, signMatches, signOf } from '../../contracts/ytx/signing.js';
import vectors from '../../fixtures/ytx/vectors.json' with { type: 'json' };
import { anyText } from '../support/any-text.js';

const runs = { seed: 20261121, numRuns: 300 };
const account = 'ac000000000000000000000000000001';
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
const claimed = base64(`${account}|20261121120000`);

/** Each header that is no Authorization, and what is wrong with it. */
const unreadable: readonly (readonly [what: string, header: string])[] = [
  ['nothing', ''],
  ['a Basic scheme in front', `Basic ${claimed}`],
  ['a lower-case scheme in front', `basic ${claimed}`],
  ['a Bearer scheme in front', `Bearer ${claimed}`],
  ['the alphabet for URLs', base64('>>>???|20261121120000').replaceAll('+', '-').replaceAll('/', '_')],
  ['no padding', base64(`${account}|2026112112000`).replace(/=+$/, '')],
  ['one padding character of two', base64(`${account}|2026112112000`).replace(/=$/, '')],
  ['padding where none belongs', `${base64(`${account}|2026112112000000`.slice(0, 48))}=`],
  ['a space within', `${claimed.slice(0, 20)} ${claimed.slice(20)}`],
  ['a line break within', `${claimed.slice(0, 20)}\n${claimed.slice(20)}`],
  ['a space behind', `${claimed} `],
  ['a tab in front', `\t${claimed}`],
  ['quotes around it', `"${claimed}"`],
  ['a second value behind a comma', `${claimed},${claimed}`],
  ['set bits before the padding', base64(`${account}|2`).replace('g==', 'h==')],
  ['a colon for the bar, as on the page', base64(`${account}:20261121120000`)],
  ['an account and nothing else', base64(account)],
  ['plain text', `${account}|20261121120000`],
];

describe('signing a YTX request', () => {
  test.each(vectors.vectors)('gives the Sign and Authorization that others computed for $accountSID', (vector) => {
    expect(signOf(vector, vector.timestamp)).toBe(vector.sign);
    expect(authorizationOf(vector)).toBe(vector.authorization);
    expect(readAuthorization(vector.authorization)).toEqual({
      accountSID: vector.accountSID,
      timestamp: vector.timestamp,
    });
  });

  test.each(vectors.vectors)('takes the Sign of $accountSID in lower, upper and mixed case', (vector) => {
    const { sign, timestamp } = vector;
    const mixed = sign.slice(0, 16).toUpperCase() + sign.slice(16);
    const taken = [sign, sign.toUpperCase(), mixed].map((each) => signMatches(each, vector, timestamp));
    expect(taken).toEqual([true, true, true]);
  });

  test('has a vector whose digest begins with 0, and its variant one character short is refused', () => {
    const short = vectors.vectors.filter((vector) => 'signOneShort' in vector);
    expect(short.map(({ sign, signOneShort }) => [sign[0], sign.slice(1) === signOneShort?.toLowerCase()])).toEqual([
      ['0', true],
    ]);
    for (const { signOneShort = '', ...vector } of short) {
      expect(signMatches(signOneShort, vector, vector.timestamp)).toBe(false);
      expect(signMatches(signOneShort.toLowerCase(), vector, vector.timestamp)).toBe(false);
    }
  });

  test('refuses a Sign with anything around it, of another time, or with another token', () => {
    const keys = { accountSID: account, authToken: '70000000000000000000000000000ac1' };
    const timestamp = '20261121120000';
    const sign = signOf(keys, timestamp);
    const wrong = [
      '',
      ` ${sign}`,
      `${sign} `,
      `${sign}0`,
      `0${sign}`,
      sign.slice(1),
      `${sign}\n`,
      `${sign.slice(0, 31)}ｆ`,
    ];
    for (const each of wrong) expect(signMatches(each, keys, timestamp)).toBe(false);
    expect(signMatches(sign, keys, '20261121120001')).toBe(false);
    expect(signMatches(sign, { ...keys, authToken: '70000000000000000000000000000ac2' }, timestamp)).toBe(false);
  });

  test('refuses a Sign in which any one digit differs', () => {
    const keys = { accountSID: account, authToken: '70000000000000000000000000000ac1' };
    const sign = signOf(keys, '20261121120000');
    fc.assert(
      fc.property(fc.nat(31), fc.integer({ min: 1, max: 15 }), (place, by) => {
        const digit = ((Number.parseInt(sign[place] ?? '', 16) + by) % 16).toString(16);
        const other = sign.slice(0, place) + digit + sign.slice(place + 1);
        expect(signMatches(other, keys, '20261121120000')).toBe(false);
      }),
      runs,
    );
  });
});

describe('reading an Authorization', () => {
  test.each(unreadable)('takes no header with %s', (_what, header) => {
    expect(readAuthorization(header)).toBeUndefined();
  });

  test('leaves it to others whether the timestamp is one', () => {
    expect(readAuthorization(base64(`${account}|`))).toEqual({ accountSID: account, timestamp: '' });
    expect(readAuthorization(base64('|a|b'))).toEqual({ accountSID: '', timestamp: 'a|b' });
  });

  test('gives back every account and timestamp that was written into one', () => {
    // Any text but lone surrogates, which UTF-8 cannot hold; an account has no bar.
    const text = anyText;
    const accountSID = text.map((each) => each.replaceAll('|', ''));
    fc.assert(
      fc.property(fc.record({ accountSID, timestamp: text }), (claim) => {
        expect(readAuthorization(authorizationOf(claim))).toEqual(claim);
      }),
      runs,
    );
  });

  test('never throws, and what it takes is canonical base64', () => {
    const anyHeader = fc.oneof(anyText, fc.base64String(), fc.string().map(base64));
    fc.assert(
      fc.property(anyHeader, (header) => {
        const claim = readAuthorization(header);
        if (claim !== undefined) expect(Buffer.from(header, 'base64').toString('base64')).toBe(header);
      }),
      { ...runs, numRuns: 1000 },
    );
  });
});
