import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { confidential as ytx } from '../../../simulator/providers/ytx/confidential.js';
import { arrival, redactorOf } from './redactors.js';

/** Among them those that take the longest: of one character, and of what escapes are made of. */
const secrets = [
  '70000000000000000000000000000ac1',
  'a'.repeat(40),
  '61'.repeat(20),
  'aaaa%61aaaa',
  '\\u0061\\u0061aaaa',
  '0000000000',
  `61${'a'.repeat(60)}`,
];
const carried = ['a'.repeat(8000), 'b'.repeat(30), Buffer.from('ac01|20261121120000').toString('base64')];

/** How many steps are taken to redact a text. */
function stepsFor(text: string): number {
  const effort = { steps: 0 };
  const redact = redactorOf(
    { secretsIn: () => secrets, carriedBy: () => carried, looksLikeCredential: ytx.looksLikeCredential },
    effort,
  );
  redact('made ready', arrival);
  const before = effort.steps;
  redact(text, arrival);
  return effort.steps - before;
}

const repeated = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** What a text of a megabyte may consist of: its beginning, and what is repeated. */
const units: Readonly<Record<string, readonly [begins: string, unit: string]>> = {
  'percent-encoded NULs': ['', '%00'],
  'percent-encoded line ends': ['', '%0a'],
  'percent-encoded line ends of both kinds': ['', '%0d%0a'],
  'percent-encoded backslashes': ['', '%5c'],
  'percent-encoded letters': ['', '%61'],
  'percent-encoded hex digits': ['', '%36%31'],
  'NULs of JSON': ['', '\\u0000'],
  'letters of JSON': ['', '\\\\u0061'],
  'line ends of XML': ['', '&#10;'],
  'letters of XML, the number endless': ['&#', '0'],
  'ampersands in ampersands': ['&', 'amp;'],
  ampersands: ['', '&amp;'],
  backslashes: ['', '\\'],
  'escaped line ends': ['', '\\n'],
  'one percent sign, encoded again and again': ['%', '25'],
  'percent signs, encoded once': ['', '%25'],
  'percent signs, each of their characters encoded': ['', '%25%32%35'],
  NULs: ['', '\0'],
  'a letter and many NULs': ['', `a${'\0'.repeat(999)}`],
  'one letter': ['', 'a'],
  'hex of one letter': ['', '61'],
  'base64 of a path': ['', 'abc/def+'],
  'encoded base64': ['', '%2b'],
  'halves of a secret': ['', '61aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
  markers: ['', '‹redacted›'],
};
const mebibyte = 1024 * 1024;

/** More than most texts take for each character by far, and less than any takes that is not linear. */
const mostStepsEach = 150;

describe('a text is redacted in a number of steps that grows with its length and no faster', () => {
  test.each(Object.entries(units))('a megabyte of %s', (_name, [begins, unit]) => {
    const [half, whole] = [mebibyte / 8, mebibyte].map((length) => stepsFor(begins + repeated(unit, length)));
    expect(whole).toBeLessThan(mostStepsEach * mebibyte);
    expect((whole ?? 0) / (half ?? 1)).toBeLessThan(8.2);
  });

  test('any mixture of them, however often it is repeated', () => {
    const pieces = Object.values(units).flatMap(([begins, unit]) => [begins + unit, unit]);
    const mixtures = fc.array(fc.constantFrom(...pieces, ...secrets), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(mixtures, (mixture) => {
        const unit = mixture.join('');
        const [once = 1, twice = 0, four = 0] = [1, 2, 4].map((times) => stepsFor(unit.repeat(times * 40)));
        expect(twice / once).toBeLessThan(2.2);
        expect(four / twice).toBeLessThan(2.2);
      }),
      { seed: 20261129, numRuns: 60 },
    );
  });

  test('a request that carries more and longer credentials than any does is no exception', () => {
    const steps = (count: number): number => {
      const effort = { steps: 0 };
      const many = Array.from({ length: count }, (_, index) => `${index}-${'x'.repeat(500)}`);
      redactorOf({ carriedBy: () => many }, effort)(many.join(' '), arrival);
      return effort.steps;
    };
    expect(steps(400) / steps(200)).toBeLessThan(2.1);
  });
});
