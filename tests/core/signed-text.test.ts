import { describe, expect, test } from '@jest/globals';
import { firstDifference } from '../../simulator/core/diagnosis/differences.js';
import { cleanedSignedText } from '../../simulator/core/diagnosis/signed-text.js';
import type { SecretRules } from '../../simulator/core/provider.js';
import { redactorFor } from '../../simulator/core/redaction/redactor.js';
import { documentsInMemory } from '../../simulator/platform/documents-in-memory.js';

const id = 'ac000000000000000000000000000001';
const secret = 'toy-token-of-the-world';
const secretRules: SecretRules = {
  secretsIn: () => [secret, `${id}|`],
  idsIn: () => [id],
  credentialsIn: ({ rawHeaders }) => rawHeaders.slice(1),
  looksLikeCredential: (run) => /^[0-9a-f]{32,}$/.test(run),
};
const redact = redactorFor([{ secretRules }], documentsInMemory());
const request = {
  method: 'GET',
  host: 'toy.test',
  targetAsSent: '/',
  targetForProvider: '/',
  rawHeaders: ['toy-key', 'carried-key'],
  body: new Uint8Array(),
  clientIp: '127.0.0.1',
};
const cleaned = (text: string): string => cleanedSignedText(text, { redact, request, ids: [id, 'short'] });

describe('a text that was signed', () => {
  test('keeps the known ids, though they stand right beside other digits', () => {
    for (const text of [`20261121120000${id}‹token›`, `${id}‹token›20261121120000`, `${id.toUpperCase()}${id}`]) {
      expect(cleaned(text)).toBe(text);
    }
  });

  test('keeps an id before its separator, which together begin an authorization', () => {
    expect(cleaned(`${id}|20261121120000`)).toBe(`${id}|20261121120000`);
  });

  test('loses every credential: of the world, of the request, and what looks like one', () => {
    const text = `${id}${secret}|carried-key|${'9'.repeat(8)}${'f0'.repeat(16)}`;
    expect(cleaned(text)).toBe(`${id}‹redacted›|‹redacted›|9999…f0f0`);
  });
});

describe('the first difference', () => {
  test.each([
    ['abc', 'abd', { at: 2, expected: 'abc', received: 'abd' }],
    ['abc', 'abcd', { at: 3, expected: 'abc', received: 'abcd' }],
    ['', 'a', { at: 0, expected: '', received: 'a' }],
    ['会🀄议', '会🀄室', { at: 2, expected: '会🀄议', received: '会🀄室' }],
    ['a‹token›b', 'a‹key›b', { at: 1, expected: 'a‹token›b', received: 'a‹key›b' }],
  ])('of %s and %s is found', (expected, received, difference) => {
    expect(firstDifference(expected, received)).toEqual(difference);
  });

  test('is none between texts that are the same', () => {
    expect(firstDifference('same', 'same')).toBeUndefined();
  });

  test('shows no more than what stands around it, and no mask in pieces', () => {
    const [left, right] = ['l'.repeat(40), 'r'.repeat(40)];
    expect(firstDifference(`${left}‹token›x${right}`, `${left}‹token›y${right}`)).toEqual({
      at: 47,
      expected: `…${'l'.repeat(15)}‹token›x${'r'.repeat(15)}…`,
      received: `…${'l'.repeat(15)}‹token›y${'r'.repeat(15)}…`,
    });
  });
});
