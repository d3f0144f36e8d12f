import { describe, expect, test } from '@jest/globals';
import { md5, mistakesIn, openDiagnoser, sha256, signedByOne } from './diagnosing.js';
import { loggedIn, signedByTwo } from './diagnosing-two.js';

const { ask, simulator } = openDiagnoser();
const tokens = loggedIn({ ask, simulator });

type Bytes = string | Uint8Array;
const bytesOf = (body: Bytes): Buffer => Buffer.from(body);
const first100 = (body: Bytes): Buffer => bytesOf(body).subarray(0, 100);

/** The mistakes found for a body whose client hashed other bytes, by scheme. */
const mistakesInScheme1 = (hash: string, sent: Bytes): readonly string[] | undefined =>
  mistakesIn(ask({ ...signedByOne({ lines: (right) => right.with(3, hash) }), body: bytesOf(sent) }));
const mistakesInScheme2 = (digest: string, sent: Bytes): readonly string[] | undefined =>
  mistakesIn(ask({ ...signedByTwo(tokens, { lines: (right) => right.with(3, digest) }), body: bytesOf(sent) }));

const upperHex = '{"groupName":"\\u5206\\u7EC4"}';
const mark = '\ufeff';

const rows: readonly (readonly [mistake: string, how: string, signed: string, sent: string])[] = [
  ['body-reserialised', 'sorted, sent unsorted', '{"a":2,"b":1}', '{"b":1,"a":2}'],
  ['body-reserialised', 'unsorted, sent sorted', '{"b":1,"a":2}', '{"a":2,"b":1}'],
  ['body-reserialised', 'in an order of its own', '{"b":1,"d":2,"a":3,"c":4}', '{"a":3,"b":1,"c":4,"d":2}'],
  [
    'body-reserialised',
    'in an order of its own, spaced',
    '{"b": 1, "a": {"c": 2}, "d": 3}',
    '{"a":{"c":2},"b":1,"d":3}',
  ],
  ['body-reserialised', 'reversed at every depth', '{"d":{"h":1,"g":2},"a":1}', '{"a":1,"d":{"g":2,"h":1}}'],
  ['body-reserialised', 'indented by tabs', '{\n\t"a": 1\n}', '{"a":1}'],
  ['body-reserialised', 'without nulls', '{"a":1}', '{"a":1,"b":null}'],
  ['body-reserialised', 'without nulls, deeper', '{"c":[{"b":1}]}', '{"c":[{"a":null,"b":1}]}'],
  ['body-reserialised', 'unescaped, sent escaped', '{"a":"分组"}', '{"a":"\\u5206\\u7ec4"}'],
  ['body-ascii-escaped', 'in upper-case digits, as Java', upperHex, '{"groupName":"分组"}'],
  [
    'body-ascii-escaped',
    'in lower-case digits',
    upperHex.toLowerCase().replace('groupname', 'groupName'),
    '{"groupName":"分组"}',
  ],
  ['body-ascii-escaped', 'as Go', '{"a":"\\u003cb\\u003e \\u0026 分"}', '{"a":"<b> & 分"}'],
  ['body-ascii-escaped', 'as Gson', '{"a":"x\\u003dy\\u0027s"}', '{"a":"x=y\'s"}'],
  ['byte-order-mark', 'without, sent with', `{"a":"${'x'.repeat(58)}"}`, `${mark}{"a":"${'x'.repeat(58)}"}`],
  ['byte-order-mark', 'with, sent without', `${mark}{"a":1}`, '{"a":1}'],
];

describe('of a body that differs from the signed one', () => {
  test.each(rows)('%s is found, and nothing else (%s), in 1.0', (mistake, _, signed, sent) => {
    expect(mistakesInScheme1(sha256(first100(signed)), sent)).toEqual([mistake]);
  });

  test.each(rows)('%s is found, and nothing else (%s), in 2.0', (mistake, _, signed, sent) => {
    expect(mistakesInScheme2(md5(signed), sent)).toEqual([mistake]);
  });

  test('escapes are not reported behind the signed part', () => {
    const sent = JSON.stringify({ a: 'x'.repeat(100), b: '分组' });
    const signed = sent.replace(',"', ', "').replaceAll('":', '": ');
    expect(mistakesInScheme1(sha256(first100(signed)), sent)).toEqual(['body-reserialised']);
  });

  test('six keys in an order of their own are too many to try', () => {
    expect(
      mistakesInScheme2(md5('{"b":1,"a":2,"f":3,"c":4,"e":5,"d":6}'), '{"a":2,"b":1,"c":4,"d":6,"e":5,"f":3}'),
    ).toEqual([]);
  });

  test.each([
    [
      'whole-body-hashed+body-reserialised',
      'spaced',
      (text: string) => text.replaceAll('":', '": ').replaceAll(',"', ', "'),
    ],
    [
      'whole-body-hashed+body-reserialised',
      'sorted',
      () => JSON.stringify({ b: '分组'.repeat(20), a: 'x'.repeat(90) }),
    ],
    ['whole-body-hashed+body-ascii-escaped', 'escaped', (text: string) => text.replaceAll('分组', '\\u5206\\u7ec4')],
    ['whole-body-hashed+byte-order-mark', 'marked', (text: string) => mark + text],
  ])('both are found: %s (%s)', (mistake, _, written) => {
    const sent = JSON.stringify({ a: 'x'.repeat(90), b: '分组'.repeat(20) });
    expect(mistakesInScheme1(sha256(written(sent)), sent)).toEqual([mistake]);
  });

  test('in 2.0, both are found: only 100 bytes were hashed, and they were serialised differently', () => {
    const sent = JSON.stringify({ a: 'x'.repeat(90), b: 1 });
    const signed = sent.replaceAll('":', '": ');
    expect(mistakesInScheme2(md5(first100(JSON.stringify(JSON.parse(signed), null, 2))), sent)).toEqual([
      'body-hash-of-first-100+body-reserialised',
    ]);
  });

  test('a body of at most 100 bytes is not accused of counting characters', () => {
    const sent = Buffer.of(0x7b, 0xff, 0x7d);
    expect(mistakesInScheme1(sha256(sent.toString()), sent)).toEqual([]);
  });

  test('a body of a megabyte is looked at too', () => {
    const sent = 'x'.repeat(2 ** 20);
    expect(mistakesInScheme1(sha256(sent), sent)).toEqual(['whole-body-hashed']);
    expect(mistakesInScheme2(md5(mark + sent), sent)).toEqual(['byte-order-mark']);
  });
});
