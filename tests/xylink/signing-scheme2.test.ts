import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  readSignType,
  type RequestTwo,
  signTwo,
  signTwoMatches,
  type SignType,
  signTypes,
  stringToSignTwo,
} from '../../contracts/xylink/signing-scheme2.js';
import vectors from '../../fixtures/xylink/vectors.json' with { type: 'json' };
import { anyText } from '../support/any-text.js';

const runs = { seed: 20261121, numRuns: 300 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const key = 'test-sign-secret-0123456789';

type Vector = (typeof vectors.two)[number];
const requestOf = ({ method, headers, target, body }: Vector): RequestTwo => ({
  method,
  headers,
  target,
  body: bytes(body),
});
const typeOf = ({ headers }: Vector): SignType => readSignType(headers.signType) ?? 'MD5';

const plain: RequestTwo = {
  method: 'GET',
  headers: { clientId: 'c', nonce: 'n', signType: 'SHA256', timestamp: '1700000000000' },
  target: '/api/rest/external/v1/conferenceControl/9/meetingStatus?enterpriseId=e',
  body: bytes(''),
};

describe('signing a XYLink request with 2.0', () => {
  test.each(vectors.two)('gives what others computed with $name', (vector) => {
    expect(stringToSignTwo(requestOf(vector), vector.key)).toBe(vector.stringToSign);
    expect(vector.stringToSign).toContain(vector.bodyMd5);
    expect(signTwo(requestOf(vector), vector.key, typeOf(vector))).toBe(vector.sign);
    expect(signTwoMatches(vector.sign, requestOf(vector), vector.key)).toBe(true);
  });

  test('has a vector for each sign type, and one for none', () => {
    const named = new Set(vectors.two.map(({ headers }) => headers.signType));
    expect(named).toEqual(new Set([...signTypes, undefined]));
  });

  test('has the known answer of its description', () => {
    const bare: RequestTwo = { method: 'get', headers: {}, target: '/a', body: bytes('') };
    expect(stringToSignTwo(bare, 'k')).toBe('GET\n\n/a\nd41d8cd98f00b204e9800998ecf8427e\nk&');
  });

  test('trims headers, and leaves the blank ones out', () => {
    const headers = { clientId: ' c ', nonce: ' ', signType: '', timestamp: '1\t' };
    const [, signed] = stringToSignTwo({ ...plain, headers }, key).split('\n');
    expect(signed).toBe('x-xy-clientid=c&x-xy-timestamp=1');
  });

  test('signs the target as it is: nothing cut, sorted or left out', () => {
    const target = '/~alice/sdk.xylink.com/api/rest/external/v1/a?b=2&a=%e5+&&signature=signature&';
    expect(stringToSignTwo({ ...plain, target }, key).split('\n')[2]).toBe(target);
  });

  test.each([' ', '\r\n'])('signs a body of white space (%j) as none', (body) => {
    expect(signTwo({ ...plain, body: bytes(body) }, key, 'MD5')).toBe(signTwo(plain, key, 'MD5'));
  });

  test('signs the whole body, however long', () => {
    const signs = [100, 101, 5000].map((length) =>
      signTwo({ ...plain, body: bytes('x'.repeat(length)) }, key, 'SHA256'),
    );
    expect(new Set(signs).size).toBe(3);
  });
});

describe('a 2.0 signature', () => {
  test('is upper-case hex: 32 digits for MD5, else 64', () => {
    const shapes = signTypes.map((signType) => signTwo(plain, key, signType));
    expect(shapes.map((sign) => /^[0-9A-F]+$/.test(sign) && sign.length)).toEqual([32, 64, 64]);
  });

  test('is refused in lower case, of another type, with another key, and with anything around it', () => {
    const sign = signTwo(plain, key, 'SHA256');
    const wrong = [
      '',
      sign.toLowerCase(),
      ` ${sign}`,
      `${sign}0`,
      sign.slice(1),
      signTwo(plain, key, 'MD5'),
      `${sign.slice(1)}Ａ`,
    ];
    for (const each of [...wrong, signTwo(plain, key, 'HMAC_SHA256')])
      expect(signTwoMatches(each, plain, key)).toBe(false);
    expect(signTwoMatches(sign, plain, `${key}&`)).toBe(false);
    expect(signTwoMatches(sign, { ...plain, target: `${plain.target}&signature=signature` }, key)).toBe(false);
  });

  test.each(['md5', 'SHA512', 'toString', 'HMAC-SHA256'])('of the type %s is never right', (signType) => {
    const request = { ...plain, headers: { ...plain.headers, signType } };
    expect(readSignType(signType)).toBeUndefined();
    for (const each of signTypes) expect(signTwoMatches(signTwo(request, key, each), request, key)).toBe(false);
  });

  test.each([undefined, '', ' '])('of no type (%j) is MD5', (signType) => {
    const request = { ...plain, headers: { ...plain.headers, signType } };
    expect(signTwoMatches(signTwo(request, key, 'MD5'), request, key)).toBe(true);
  });

  const anyHeader = fc.option(anyText, { nil: undefined });
  const anyRequest = fc.record({
    method: anyText,
    headers: fc.record({ clientId: anyHeader, nonce: anyHeader, signType: anyHeader, timestamp: anyHeader }),
    target: anyText,
    body: fc.uint8Array(),
  });

  test('never throws on any request, and matches itself whenever its type is known', () => {
    fc.assert(
      fc.property(anyRequest, anyText, fc.constantFrom(...signTypes), (request, secret, signType) => {
        const named = { ...request, headers: { ...request.headers, signType } };
        expect(signTwoMatches(signTwo(named, secret, signType), named, secret)).toBe(true);
        expect(signTwoMatches(secret, request, secret)).toBe(false);
      }),
      runs,
    );
  });
});
