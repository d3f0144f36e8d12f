import { describe, expect, test } from '@jest/globals';
import { body, bytes, md5, mistakesIn, openDiagnoser, path, prefix, queryOf, sha256, target } from './diagnosing.js';
import { headersNaming, loggedIn, signedByTwo, type SigningTwo } from './diagnosing-two.js';
import { main, noon } from './xylink-requests.js';

const diagnoser = openDiagnoser();
const { ask } = diagnoser;
const before = loggedIn(diagnoser);
const tokens = loggedIn(diagnoser);
const refusedBy = 'xylink/signature-two-is-right';

/** Signs with another line in place of the right one; 0 is the method. */
const withLine = (index: number, text: string): SigningTwo => ({ lines: (right) => right.with(index, text) });
const withTarget = (signed: string): SigningTwo => withLine(2, signed);
const withHeaders = (...signed: readonly string[]): SigningTwo => withLine(1, signed.join('&'));
const withSecret = (secret: string): SigningTwo => ({ ...withLine(4, `${secret}&`), hmacKey: () => `${secret}&` });

const [clientId = '', nonce = '', signType = '', timestamp = ''] = headersNaming('HMAC_SHA256');
const withSignature = `${target}&signature=signature`;
const spaced = body.replaceAll('":', '": ').replaceAll(',"', ', "');
const inAscii = body.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);
const asIs = (text: string): string => text;

const rows: readonly (readonly [mistake: string, how: string, signing: SigningTwo])[] = [
  ['sign-missing', 'empty', { written: () => '' }],
  ['lower-case-hex', 'HMAC_SHA256', { written: asIs }],
  ['lower-case-hex', 'MD5', { written: asIs, named: 'MD5' }],
  ['sign-in-base64', 'of the digest', { written: (hex) => Buffer.from(hex, 'hex').toString('base64') }],
  ['sign-in-base64', 'of its hex', { written: btoa }],
  ['sign-type-differs', 'MD5', { type: 'MD5' }],
  ['sign-type-differs', 'SHA256, and signed so', { ...withHeaders(...headersNaming('SHA256')), type: 'SHA256' }],
  ['sign-type-differs', 'an unknown one named', { type: 'MD5', named: 'md5' }],
  ['ampersand-missing', 'in both places', { ...withLine(4, tokens.signSecret), hmacKey: asIs }],
  ['ampersand-missing', 'in the line', withLine(4, tokens.signSecret)],
  ['ampersand-missing', 'in the key', { hmacKey: asIs }],
  ['key-left-out', 'four lines', { lines: (right) => right.slice(0, 4) }],
  ['key-left-out', 'an empty line', withLine(4, '')],
  ['client-secret-used', 'the clientSecret', withSecret(main.clientSecret)],
  ['client-secret-used', 'in the HMAC only', { hmacKey: () => `${main.clientSecret}&` }],
  ['client-secret-used', 'in the line only', withLine(4, `${main.clientSecret}&`)],
  ['sign-secret-of-another-login', 'the one before', withSecret(before.signSecret)],
  ['method-case', 'lower case', withLine(0, 'post')],
  ['method-differs', 'GET', withLine(0, 'GET')],
  ['query-left-out', 'no question mark', withTarget(`${prefix}${path}`)],
  ['signature-left-out', 'the word of the SDK', { ...withTarget(target), target: withSignature }],
  ['query-sorted', 'by pair', withTarget(`${prefix}${path}?${queryOf().split('&').sort().join('&')}`)],
  ['query-decoded', 'plus kept', withTarget(`${prefix}${path}?${queryOf().replace(/zone=[^&]*/, 'zone=北+a/b')}`)],
  ['wrong-target-prefix', 'cut', withTarget(`${path}?${queryOf()}`)],
  ['wrong-target-prefix', 'cut to a slash', withTarget(`/${path}?${queryOf()}`)],
  ['wrong-target-prefix', 'the whole URL', withTarget(`https://sdk.xylink.com${target}`)],
  ['body-hash-of-first-100', 'MD5', withLine(3, md5(bytes.subarray(0, 100)))],
  ['body-hash-of-first-100', 'as in 1.0', withLine(3, sha256(bytes.subarray(0, 100)))],
  ['body-left-out', 'as if there were none', withLine(3, md5(''))],
  ['body-hash-in-upper-case', 'upper case', withLine(3, md5(bytes).toUpperCase())],
  ['body-reserialised', 'spaced', withLine(3, md5(spaced))],
  ['body-ascii-escaped', 'compact', withLine(3, md5(inAscii))],
  ['header-left-out', 'the nonce', withHeaders(clientId, signType, timestamp)],
  ['headers-unsorted', 'the timestamp first', withHeaders(timestamp, clientId, nonce, signType)],
  ['lines-end-in-crlf', 'between the lines', { lines: (right) => [right.join('\r\n')] }],
  ['newline-at-the-end', 'a sixth line', { lines: (right) => [...right, ''] }],
];

describe('a refused signature 2.0', () => {
  test.each(rows)('is diagnosed as %s (%s)', (mistake, _, signing) => {
    const diagnosed = ask(signedByTwo(tokens, signing));
    expect(diagnosed.refusedBy).toBe(refusedBy);
    expect(mistakesIn(diagnosed)?.[0]).toBe(mistake);
  });

  test.each(rows)('is diagnosed as %s (%s) behind a prefix as well', (mistake, _, signing) => {
    const request = signedByTwo(tokens, { ...signing, prefix: '/~alice/sdk.xylink.com' });
    expect(mistakesIn(ask(request))?.[0]).toBe(mistake);
  });

  test('over the target as sent is compared with what should have been signed over that', () => {
    const sentPrefix = '/~alice/sdk.xylink.com';
    const signing = { ...withTarget(`${sentPrefix}${prefix}${path}`), prefix: sentPrefix };
    const { findings } = ask(signedByTwo(tokens, signing));
    expect(findings?.hypotheses.map(({ mistake }) => mistake)).toEqual(['query-left-out']);
    expect(findings?.signature?.canonical).toContain(`\n${sentPrefix}${target}\n`);
    expect(findings?.hypotheses[0]?.signed).toContain(`\n${sentPrefix}${prefix}${path}\n`);
  });

  test('is shown what should have been signed, its key by name only', () => {
    const { findings } = ask(signedByTwo(tokens, withSecret(main.clientSecret)));
    const headers = [clientId, nonce, signType, `x-xy-timestamp=${noon}`].join('&');
    const lines = ['POST', headers, target, md5(bytes)];
    expect(findings?.signature?.canonical).toBe([...lines, '‹signSecret›&'].join('\n'));
    expect(findings?.hypotheses[0]?.signed).toBe([...lines, '‹clientSecret›&'].join('\n'));
  });

  test('is diagnosed with the algorithm used, and with the missing header', () => {
    const type = ask(signedByTwo(tokens, { type: 'MD5' })).findings?.hypotheses[0];
    expect([type?.says.en, type?.says.zh]).toEqual([expect.stringContaining('MD5'), expect.stringContaining('MD5')]);
    const header = ask(signedByTwo(tokens, withHeaders(clientId, signType, timestamp))).findings?.hypotheses[0];
    expect(header?.says.en).toContain('x-xy-nonce');
  });

  test('is diagnosed with two mistakes made together', () => {
    const signing = { ...withTarget(`${path}?${queryOf()}`), written: asIs };
    expect(mistakesIn(ask(signedByTwo(tokens, signing)))).toEqual(['lower-case-hex+wrong-target-prefix']);
  });

  test('at random gets no hypothesis', () => {
    const diagnosed = ask(signedByTwo(tokens, { written: () => 'A1'.repeat(32) }));
    expect(diagnosed.refusedBy).toBe(refusedBy);
    expect(diagnosed.findings).toMatchObject({ hypotheses: [], signature: { received: 'A1A1…A1A1' } });
  });

  test('gets no hypothesis when it is right and the nonce is missing', () => {
    const diagnosed = ask(signedByTwo(tokens, { headers: { 'x-xy-nonce': ' ' } }));
    expect(diagnosed.refusedBy).toBe('xylink/nonce-is-given');
    expect(diagnosed.findings).toEqual({ hypotheses: [] });
  });
});
