import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { caseNumbering, secretNumbering } from '../../contracts/recording/record.js';
import { normaliserFor } from '../../contracts/recording/normalise.js';
import { type Names, namesFrom } from '../../contracts/recording/placeholders.js';
import { normalisedCast } from '../../contracts/recording/cast.js';
import { normalisedText } from '../../contracts/recording/normalise-text.js';
import { anyEncoding, isIn } from '../secrets/secret-encodings.js';
import { casesOf, clock } from './played.js';
import { anyText } from '../support/any-text.js';

const cast = {
  'account:mine': { accountSID: 'ac00000000000000000000000000d0d0', authToken: 'Secret/0123+4567 89ab!' },
  'enterprise:mine': { enterpriseId: 'e0000000000000000d0d0', clientSecret: 'another-secret-of-mine-0042' },
  'phone:mine': { number: '10000138000' },
};
const secrets = [cast['account:mine'].authToken, cast['enterprise:mine'].clientSecret];

const namesNow = (): Names => {
  const sequences = secretNumbering(new Uint8Array([1, 2, 3]));
  return namesFrom(normalisedCast(cast, sequences).names, caseNumbering(sequences));
};

const began = clock.now();
const normalised = (text: string, names = namesNow()): string =>
  normalisedText(text, {
    names,
    began,
    isOfTheCase: (value) => value === '2017-03-03 17:10',
    signature: 'valid',
    sent: [],
  });

describe('a text', () => {
  test.each([
    ['20261121120000', '<time:+0s yyyyMMddHHmmss +08:00>'],
    ['20261122115959', '<time:+23h59m59s yyyyMMddHHmmss +08:00>'],
    ['"2026-11-22 12:00"', '"<time:+24h yyyy-MM-dd HH:mm +08:00>"'],
    ['2026-11-20 12:00:01', '<time:-23h59m59s yyyy-MM-dd HH:mm:ss +08:00>'],
    ['{"at":1795233600900}', '{"at":<time:+0.9s ms>}'],
    ['2026-11-21T04:00:00Z', '<time:+0s yyyy-MM-ddTHH:mm:ss Z>'],
    ['2026-11-21T12:00:00.250+08:00', '<time:+0.25s yyyy-MM-ddTHH:mm:ss.SSS +08:00>'],
    ['2026-02-30 10:00', '2026-02-30 10:00'],
    ['2017-03-03 17:10', '2017-03-03 17:10'],
    ['1156000000001', '1156000000001'],
  ])('says of the time %s: %s', (text, expected) => {
    expect(normalised(text)).toBe(expected);
  });

  test.each([
    ['{"meid":"001","mepwd":"1234"}', '{"meid":"<meid:1>","mepwd":"<mepwd:1>"}'],
    ['{"statusMsg":"{\\"meid\\":\\"001\\"}"}', '{"statusMsg":"{\\"meid\\":\\"<meid:1>\\"}"}'],
    ['{"id":7,"type":7}', '{"id":<participant:1>,"type":7}'],
    ['{"confid":"001"} {"meid":"001"} {"meid":"002"}', '{"confid":"<meid:1>"} {"meid":"<meid:1>"} {"meid":"<meid:2>"}'],
    ['?appid=abc&x=1', '?appid=<appid:1>&x=1'],
    ['10000138000 and 100001380001', '<role:phone:mine> and 100001380001'],
    ['{"token":"it\\"s"}', '{"token":"<secret:token:1>"}'],
    ['{"signature":"abc"}', '{"signature":"<signature:valid>"}'],
    ['another-secret-of-mine-0042', '<secret:clientSecret:1>'],
    [btoa('another-secret-of-mine-0042'), expect.stringMatching(/^<secret:clientSecret:1:encoded>.{0,4}$/)],
    ['%61nother-secret-of-mine-0042', '<withheld:a text that hides a secret>'],
    ['<meid:1> as it stood there', '<less:>meid:1> as it stood there'],
  ])('%j becomes %j', (text, expected) => {
    expect(normalised(text)).toEqual(expected);
  });

  test.each(['statusCode', 'errorCode'])('keeps its %s, even where an id is the same', (name) => {
    const text = `{"phone":"10203040","${name}":10203040,"${name}":"20261121120000"}`;
    expect(normalised(text)).toBe(text.replace('"10203040"', '"<phone:1>"'));
  });
});

describe('for any request and reply', () => {
  const [planned] = casesOf('a booking is cancelled');
  if (planned === undefined) throw new Error('there is no such case');
  const baseUrl = 'http://sandbox.example/here';
  const setting = { file: planned.file, contractCase: planned.contractCase, cast, began, baseUrl };

  const hiding = fc
    .tuple(anyText, fc.constantFrom(...secrets), anyEncoding, anyText)
    .map(([before, secret, spelt, after]) => before + spelt(secret) + after);
  const text = fc.oneof(hiding, anyText, fc.json());
  const bytes = fc.oneof(
    fc.uint8Array().map((each) => new Uint8Array(each)),
    text.map((each) => new TextEncoder().encode(each)),
    fc.constantFrom(...secrets).map((each) => Uint8Array.from([0xff, ...new TextEncoder().encode(each)])),
  );
  const headers = fc.dictionary(
    fc.oneof(fc.constantFrom('authorization', 'x-xy-sign', 'x-xy-nonce', 'content-type', 'location'), text),
    text,
  );

  test('is shown without the signature that a reply repeats', () => {
    const normaliser = normaliserFor(setting, namesNow());
    const sign = '0123456789abcdef0123456789abcdef';
    const nothing = new Uint8Array();
    const url = `${baseUrl}/sid/x/a?Sign=${sign}`;
    expect(normaliser.request({ method: 'GET', url, headers: {}, body: nothing, at: began }, 1).target).toBe(
      '/sid/x/a?Sign=<signature:tampered:unknown>',
    );
    const body = new TextEncoder().encode(`you sent ${sign}`);
    expect(normaliser.reply({ status: 404, headers: {}, body }).body).toBe('you sent <withheld:a signature>');
  });

  test('is normalised without a fault, and without any of the secrets', () => {
    fc.assert(
      fc.property(text, headers, bytes, fc.integer({ min: 0, max: 5 }), (target, some, body, step) => {
        const normaliser = normaliserFor(setting, namesNow());
        const asked = { method: 'POST', url: `${baseUrl}/${target}`, headers: some, body, at: began };
        const request = normaliser.request(asked, step);
        const reply = normaliser.reply({ status: 200, headers: some, body });
        const shown = JSON.stringify([Object.values(request), Object.values(reply)]);
        expect(secrets.filter((secret) => isIn(secret, shown))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('would be found out if it let a secret through', () => {
    fc.assert(
      fc.property(hiding, (each) => secrets.some((secret) => isIn(secret, each))),
      { numRuns: 50 },
    );
  });
});
