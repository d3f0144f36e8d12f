import { describe, expect, test } from '@jest/globals';
import {
  incomingRequest,
  body,
  bytes,
  mistakesIn,
  openDiagnoser,
  path,
  prefix,
  queryOf,
  sha256,
  signedByOne,
  type SigningOne,
  target,
} from './diagnosing.js';
import { main } from './xylink-requests.js';

const { ask } = openDiagnoser();
const refusedBy = 'xylink/signature-one-is-right';

/** Signs with other lines in place of the right ones; 0 is the method. */
const withLine = (index: number, text: string): SigningOne => ({ lines: (right) => right.with(index, text) });
const withQuery = (...pairs: readonly string[]): SigningOne => withLine(2, pairs.join('&'));
const withBody = (text: string): SigningOne => withLine(3, sha256(Buffer.from(text).subarray(0, 100)));
const written = (how: (digest: Buffer) => string): SigningOne => ({ written: how });

const enterprise = `enterpriseId=${main.enterpriseId}`;
const zone = 'zone=%E5%8C%97+a%2Fb';
const other = { id: 'e000000000000000000000000000000000000002', token: main.token.replace(/1$/, '2') };

const inBase64 = (digest: Buffer): string => digest.toString('base64');
const inAscii = (text: string): string =>
  text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const spaced = body.replaceAll('":', '": ').replaceAll(',"', ', "');
const memberSorted = '{"id":101000001,"participantNumber":"10000000001","type":5}';
const sorted = `{"groupList":[{"groupName":"第一组/甲","memberList":[${memberSorted}]}],"meetingRoomNumber":"910000000001","mode":"manual"}`;

/** The first request of many whose right signature has a plus sign in it. */
const notes = Array.from({ length: 99 }, (_, note) => note);
const withPlus = notes.find((note) => signedByOne({ note }).targetForProvider.includes('%2B')) ?? 0;

const rows: readonly (readonly [mistake: string, how: string, signing: SigningOne])[] = [
  ['hex-not-base64', 'lower case', written((digest) => digest.toString('hex'))],
  ['hex-not-base64', 'upper case', written((digest) => digest.toString('hex').toUpperCase())],
  ['base64-of-hex', 'of the text', written((digest) => btoa(digest.toString('hex')))],
  ['plus-lost', 'taken out', { note: withPlus, encoded: (text) => encodeURIComponent(text.replaceAll('+', '')) }],
  ['base64-url-safe', 'without padding', written((digest) => digest.toString('base64url'))],
  ['base64-url-safe', 'standard, without padding', written((digest) => inBase64(digest).slice(0, -1))],
  ['signature-encoded-twice', 'twice', { encoded: (text) => encodeURIComponent(encodeURIComponent(text)) }],
  ['method-case', 'lower case', withLine(0, 'post')],
  ['method-differs', 'GET', withLine(0, 'GET')],
  ['leading-slash', 'in front of the cut path', withLine(1, `/${path}`)],
  ['prefix-not-cut', 'the path', withLine(1, `${prefix}${path}`)],
  ['prefix-not-cut', 'the path without its slash', withLine(1, `${prefix}${path}`.slice(1))],
  ['prefix-not-cut', 'the version left', withLine(1, `v1/${path}`)],
  ['prefix-not-cut', 'the whole URL', withLine(1, `https://sdk.xylink.com${prefix}${path}`)],
  ['query-unsorted', 'as sent', withQuery(...queryOf().split('&'))],
  ['query-decoded', 'plus kept', withQuery('Note=1', enterprise, 'zone=北+a/b')],
  ['query-decoded', 'plus a space', withQuery('Note=1', enterprise, 'zone=北 a/b')],
  ['query-encoding-differs', 'space as %20', withQuery('Note=1', enterprise, 'zone=%E5%8C%97%20a%2Fb')],
  ['query-encoding-differs', 'slash left', withQuery('Note=1', enterprise, 'zone=%E5%8C%97+a/b')],
  ['signature-in-query', 'empty, sorted', withQuery('Note=1', enterprise, 'signature=', zone)],
  ['signature-in-query', 'a placeholder at the end', withQuery(...queryOf().split('&'), 'signature=signature')],
  ['whole-body-hashed', 'all of it', withLine(3, sha256(bytes))],
  ['characters-not-bytes', 'characters', withLine(3, sha256(body.slice(0, 100)))],
  ['body-left-out', 'as if there were none', withBody('')],
  ['body-hash-missing', 'empty', withLine(3, '')],
  ['body-hash-missing', 'absent', { lines: (right) => right.slice(0, 3) }],
  ['body-hash-in-hex', 'in hex', withLine(3, sha256(bytes.subarray(0, 100), 'hex'))],
  ['body-reserialised', 'spaced', withBody(spaced)],
  ['body-reserialised', 'indented', withBody(JSON.stringify(JSON.parse(body), null, 2))],
  ['body-reserialised', 'sorted', withBody(sorted)],
  ['body-reserialised', 'slashes escaped', withBody(body.replaceAll('/', '\\/'))],
  ['body-ascii-escaped', 'compact', withBody(inAscii(body))],
  ['body-ascii-escaped', 'spaced', withBody(inAscii(spaced))],
  ['newline-at-the-end', 'a fifth line', { lines: (right) => [...right, ''] }],
  ['newline-at-the-end', 'CR and LF', withLine(3, `${sha256(bytes.subarray(0, 100))}\r\n`)],
  ['lines-end-in-crlf', 'between the lines', { lines: (right) => [right.join('\r\n')] }],
  ['query-line-empty', 'empty', withLine(2, '')],
  ['query-line-empty', 'absent', { lines: (right) => right.toSpliced(2, 1) }],
  ['token-with-line-end', 'LF', { key: `${main.token}\n` }],
  ['token-with-line-end', 'CR and LF', { key: `${main.token}\r\n` }],
  ['token-case-changed', 'upper case', { key: main.token.toUpperCase() }],
  ['token-hex-decoded', 'bytes', { key: Buffer.from(main.token, 'hex') }],
  ['client-secret-for-token', 'the clientSecret', { key: main.clientSecret }],
  ['token-of-another-enterprise', 'the other one', { key: other.token }],
];

describe('a refused signature 1.0', () => {
  test.each(rows)('is diagnosed as %s (%s)', (mistake, _, signing) => {
    const diagnosed = ask(signedByOne(signing));
    expect(diagnosed.refusedBy).toBe(refusedBy);
    expect(mistakesIn(diagnosed)?.[0]).toBe(mistake);
  });

  test.each(rows)('is diagnosed as %s (%s) behind a prefix as well', (mistake, _, signing) => {
    expect(mistakesIn(ask(signedByOne({ ...signing, prefix: '/~alice/sdk.xylink.com' })))?.[0]).toBe(mistake);
  });

  test('is diagnosed as signed with the prefix', () => {
    const sentPrefix = '/~alice/sdk.xylink.com';
    const signing = { ...withLine(1, `${sentPrefix}${prefix}${path}`), prefix: sentPrefix };
    expect(mistakesIn(ask(signedByOne(signing)))).toEqual(['prefix-not-cut']);
  });

  test.each([
    ['no signature', target],
    ['an empty one', `${target}&signature=`],
    ['the word that the SDK leaves there', `${target}&signature=signature`],
  ])('is diagnosed as signature-missing for %s', (_, sent) => {
    const diagnosed = ask(incomingRequest({ method: 'POST', target: sent, body: bytes }));
    expect(diagnosed.refusedBy).toBe(refusedBy);
    expect(mistakesIn(diagnosed)).toEqual(['signature-missing']);
  });

  test('is diagnosed with the owner of the token', () => {
    const { findings } = ask(signedByOne({ key: other.token }));
    expect(findings?.hypotheses[0]?.says.en).toContain(other.id);
    expect(findings?.hypotheses[0]?.says.zh).toContain(other.id);
  });

  test('is shown what should have been signed, and what was', () => {
    const { findings } = ask(signedByOne(withLine(1, `/${path}`)));
    const [method, , ...below] = ['POST', path, `Note=1&${enterprise}&${zone}`, sha256(bytes.subarray(0, 100))];
    expect(findings?.signature).toMatchObject({
      name: 'signature 1.0',
      canonical: [method, path, ...below].join('\n'),
    });
    expect(findings?.hypotheses[0]?.signed).toBe([method, `/${path}`, ...below].join('\n'));
  });

  test('is shown the ends of both signatures only', () => {
    const right = decodeURIComponent(/signature=(.*)$/.exec(signedByOne({}).targetForProvider)?.[1] ?? '');
    const { findings } = ask(signedByOne(written((digest) => digest.toString('hex'))));
    const hex = Buffer.from(right, 'base64').toString('hex');
    expect(findings?.signature).toMatchObject({
      expected: `${right.slice(0, 4)}…${right.slice(-4)}`,
      received: `${hex.slice(0, 4)}…${hex.slice(-4)}`,
    });
    expect(findings?.hypotheses[0]).not.toHaveProperty('signed');
  });

  test('is diagnosed with two mistakes made together', () => {
    const signing = { ...withLine(1, `${prefix}${path}`), ...written((digest: Buffer) => digest.toString('hex')) };
    const { findings } = ask(signedByOne(signing));
    expect(findings?.hypotheses).toHaveLength(1);
    expect(findings?.hypotheses[0]).toMatchObject({
      mistake: 'hex-not-base64+prefix-not-cut',
      says: { en: expect.stringMatching(/hex.*path/) as unknown },
    });
  });

  test('is diagnosed with the simpler of two mistakes with the same effect', () => {
    const short = Buffer.from(JSON.stringify({ meetingRoomNumber: '910000000001', note: '组'.repeat(40) }));
    expect([short.length > 100, short.toString().length < 100]).toEqual([true, true]);
    const right = signedByOne({ ...withLine(3, sha256(short)) });
    expect(mistakesIn(ask({ ...right, body: short }))).toEqual(['whole-body-hashed', 'characters-not-bytes']);
  });

  test.each([
    ['at random', `${'Ab1'.repeat(14)}A=`],
    ['empty but for noise', '%00%ff%'],
  ])('%s gets no hypothesis', (_, signature) => {
    const request = incomingRequest({ method: 'POST', target: `${target}&signature=${signature}`, body: bytes });
    const diagnosed = ask(request);
    expect(diagnosed.refusedBy).toBe(refusedBy);
    expect(mistakesIn(diagnosed)).toEqual([]);
  });

  test('gets no hypothesis when it is right and the groups are open already', () => {
    ask(signedByOne({}));
    const diagnosed = ask(signedByOne({}));
    expect(diagnosed.refusedBy).toBe('xylink/groups-are-not-open');
    expect(diagnosed.findings).toEqual({ hypotheses: [] });
  });
});
