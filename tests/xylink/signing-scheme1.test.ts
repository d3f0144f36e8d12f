import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  bodyHash,
  type RequestOne,
  signatureOne,
  signatureOneMatches,
  stringToSignOne,
} from '../../contracts/xylink/signing-scheme1.js';
import vectors from '../../fixtures/xylink/vectors.json' with { type: 'json' };
import { anyText } from '../support/any-text.js';

const runs = { seed: 20261121, numRuns: 300 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const ofNothing = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';
const token = 'test-token-0123456789abcdef';

const requestOf = ({ method, url, body }: (typeof vectors.one)[number]): RequestOne => ({
  method,
  target: url.replace(/^https:\/\/[^/]+/, ''),
  body: bytes(body),
});

const status: RequestOne = {
  method: 'GET',
  target: '/api/rest/external/v1/conferenceControl/9/meetingStatus?enterpriseId=e',
  body: bytes(''),
};
const vectorCalled = (name: string): (typeof vectors.one)[number] => {
  const found = vectors.one.find((vector) => vector.name === name);
  if (found === undefined) throw new Error(`no vector is called ${name}`);
  return found;
};

/** The second and third line of what is signed for a target. */
const signedOf = (target: string): readonly string[] =>
  stringToSignOne({ ...status, target })
    .split('\n')
    .slice(1, 3);

describe('signing a XYLink request with 1.0', () => {
  test.each(vectors.one)('gives what others computed for $name', (vector) => {
    const request = requestOf(vector);
    expect(request.body).toHaveLength(vector.bodyBytes);
    expect(bodyHash(request.body)).toBe(vector.bodyHash);
    expect(stringToSignOne(request)).toBe(vector.stringToSign);
    expect(signatureOne(request, vector.token)).toBe(vector.signature);
    expect(encodeURIComponent(vector.signature)).toBe(vector.encoded);
  });

  test.each(vectors.one)(
    'signs $name alike with the host in front, a prefix in front, and a signature behind',
    (vector) => {
      const request = requestOf(vector);
      const targets = [
        vector.url,
        `/~alice/+scenario/sdk.xylink.com${request.target}`,
        `/api/rest/external/v1${request.target}`,
        `${request.target}&signature=${vector.encoded}`,
        request.target.replace('?', '?signature=signature&'),
        request.target.replace(/\/v\d\//, '/v99/'),
      ];
      const signatures = targets.map((target) => signatureOne({ ...request, target }, vector.token));
      expect(new Set(signatures)).toEqual(new Set([vector.signature]));
    },
  );

  test("gives the string that the provider's documentation shows", () => {
    const { method, url, stringToSign } = vectors.publishedString;
    expect(stringToSignOne({ method, target: url, body: bytes('') })).toBe(stringToSign);
  });

  test('does not sign what stands behind byte 100', () => {
    const exact = vectorCalled('a body of exactly 100 bytes');
    const longer = vectorCalled('a body of 101 bytes with the same first 100');
    expect([exact.bodyBytes, longer.bodyBytes]).toEqual([100, 101]);
    expect(longer.signature).toBe(exact.signature);
  });

  test.each([
    ['is sorted by key and not by pair', '/a?a1=2&a=1&B=3&a-=4', ['a', 'B=3&a=1&a-=4&a1=2']],
    ['keeps empty values, and gives an equals sign to a key without one', '/a?b=&a', ['a', 'a=&b=']],
    ['keeps what stands behind a second equals sign', '/a?a=b=c', ['a', 'a=b=c']],
    ['keeps pairs of one key in their order', '/a?k=2&k=1', ['a', 'k=2&k=1']],
    [
      'leaves out only the key signature itself',
      '/a?signatures=1&x=signature&signature',
      ['a', 'signatures=1&x=signature'],
    ],
    ['keeps the encoding as it is', '/a?k=%e5%B0+%20%', ['a', 'k=%e5%B0+%20%']],
    ['has nothing between two ampersands', '/a?&b=1&&a=1&', ['a', 'a=1&b=1']],
    ['ends no path at a later question mark', '/a?b=/api/rest/external/v1/?', ['a', 'b=/api/rest/external/v1/?']],
    ['may be missing', '/api/rest/external/v1/', ['', '']],
    ['stands behind a version of two digits', '/api/rest/external/v12/a?', ['a', '']],
    [
      'stands behind a path that is not cut at a version of three',
      '/api/rest/external/v123/a',
      ['api/rest/external/v123/a', ''],
    ],
  ])('signs a query that %s', (_, target, lines) => {
    expect(signedOf(target)).toEqual(lines);
  });

  test('signs the method in upper case', () => {
    expect(signatureOne({ ...status, method: 'get' }, token)).toBe(signatureOne(status, token));
  });

  test.each(['', ' ', '\r\n\t ', '\u001c', ' '.repeat(101)])('signs a body of white space (%j) as none', (body) => {
    expect(bodyHash(bytes(body))).toBe(ofNothing);
  });

  test('signs white space with anything behind it as it is, even behind byte 100', () => {
    expect(bodyHash(bytes(`${' '.repeat(100)}{}`))).toBe(bodyHash(bytes(`${' '.repeat(100)}[]`)));
    expect(bodyHash(bytes(`${' '.repeat(100)}{}`))).not.toBe(ofNothing);
  });
});

describe('a 1.0 signature', () => {
  test.each(vectors.one)('of $name is taken encoded, plain, and with spaces for plus signs', (vector) => {
    const forms = [
      vector.encoded,
      vector.encoded.replaceAll(/%../g, (escape) => escape.toLowerCase()),
      vector.signature,
      vector.signature.replaceAll('+', ' '),
      vector.signature.replaceAll('+', '%20'),
    ];
    expect(forms.map((form) => signatureOneMatches(form, requestOf(vector), vector.token))).toEqual(
      forms.map(() => true),
    );
  });

  test('is refused with anything else about it', () => {
    const right = signatureOne(status, token);
    const wrong = [
      '',
      right.slice(1),
      right.replace('=', ''),
      `${right}=`,
      `${right}\n`,
      '%',
      `${right}%`,
      `${right}%ff`,
    ];
    const safe = right.replaceAll('+', '-').replaceAll('/', '_');
    const twice = encodeURIComponent(encodeURIComponent(right));
    for (const each of [...wrong, safe, twice]) expect(signatureOneMatches(each, status, token)).toBe(false);
    expect(signatureOneMatches(right, { ...status, method: 'PUT' }, token)).toBe(false);
    expect(signatureOneMatches(right, { ...status, target: `${status.target}f` }, token)).toBe(false);
    expect(signatureOneMatches(right, { ...status, body: bytes('{}') }, token)).toBe(false);
    expect(signatureOneMatches(right, status, `${token} `)).toBe(false);
  });

  const anyRequest = fc.record({
    method: anyText,
    target: fc.oneof(
      anyText,
      anyText.map((query) => `${status.target}&${query}`),
    ),
    body: fc.uint8Array({ maxLength: 220 }),
  });

  test('never throws on any request, is 32 bytes in base64, and matches itself', () => {
    fc.assert(
      fc.property(anyRequest, anyText, (request, key) => {
        const signature = signatureOne(request, key);
        expect(Buffer.from(signature, 'base64')).toHaveLength(32);
        expect(signatureOneMatches(encodeURIComponent(signature), request, key)).toBe(true);
      }),
      runs,
    );
  });

  test('is compared without an error for any text', () => {
    const claim = fc.oneof(
      anyText,
      fc.string().map((text) => `%${text}`),
      fc.base64String(),
    );
    fc.assert(
      fc.property(claim, anyRequest, (signature, request) => {
        expect(signatureOneMatches(signature, request, token)).toBe(false);
      }),
      runs,
    );
  });

  test('is the same for bodies with the same first 100 bytes, of which not all are white space', () => {
    const tail = fc.uint8Array({ maxLength: 200 });
    const head = fc
      .uint8Array({ minLength: 100, maxLength: 100 })
      .map((start) => Uint8Array.of(0x7b, ...start.slice(1)));
    fc.assert(
      fc.property(head, tail, tail, (start, one, other) => {
        const sign = (end: Uint8Array): string =>
          signatureOne({ ...status, body: Uint8Array.of(...start, ...end) }, token);
        expect(sign(one)).toBe(sign(other));
      }),
      runs,
    );
  });

  test('differs when any one of the first 100 bytes does', () => {
    const body = bytes(vectorCalled('a Chinese body of 264 bytes').body);
    const whole = signatureOne({ ...status, body }, token);
    const changed = Array.from({ length: 101 }, (_, place) => body.map((byte, at) => (at === place ? byte ^ 1 : byte)));
    const same = changed.map((other) => signatureOne({ ...status, body: other }, token) === whole);
    expect(same.indexOf(true)).toBe(100);
  });
});
