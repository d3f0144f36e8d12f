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
const carried = ['c'.repeat(8000), `9a${'d'.repeat(200)}`, Buffer.from('ac01|20261121120000').toString('base64')];

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

const repeated = (unit: string, length: number): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** What a long text may consist of: its beginning, and what is repeated. */
type Composed = readonly [begins: string, unit: string];

const ofMebibytes: Readonly<Record<string, Composed>> = {
  'percent-encoded NULs': ['', '%00'],
  'percent-encoded line ends': ['', '%0a'],
  'percent-encoded backslashes': ['', '%5c'],
  'NULs of JSON': ['', '\\u0000'],
  'line ends of XML': ['', '&#10;'],
  backslashes: ['', '\\'],
  'one percent sign, encoded again and again': ['%', '25'],
  'percent signs, each of their characters encoded': ['', '%25%32%35'],
  'base64 of a path': ['', 'abc/def+'],
};
const others: Readonly<Record<string, Composed>> = {
  'percent-encoded line ends of both kinds': ['', '%0d%0a'],
  'percent-encoded letters': ['', '%61'],
  'percent-encoded hex digits': ['', '%36%31'],
  'letters of JSON': ['', '\\\\u0061'],
  'letters of XML, the number endless': ['&#', '0'],
  'ampersands in ampersands': ['&', 'amp;'],
  ampersands: ['', '&amp;'],
  'escaped line ends': ['', '\\n'],
  'percent signs, encoded once': ['', '%25'],
  NULs: ['', '\0'],
  'a letter and many NULs': ['', `a${'\0'.repeat(999)}`],
  'one letter': ['', 'a'],
  'one letter, of which a carried credential consists': ['', 'c'],
  'what begins a carried credential, in escapes': ['', '%09%61dddddddddd'],
  'hex of one letter': ['', '61'],
  'encoded base64': ['', '%2b'],
  'halves of a secret': ['', '61aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
  markers: ['', '‹redacted›'],
};
const mebibyte = 1024 * 1024;

/** Twice what any of these takes for a character; what is not linear takes many times more. */
const mostStepsEach = 130;

describe('a text is redacted in a number of steps that grows with its length and no faster', () => {
  test.each([
    ...Object.entries(ofMebibytes).map(([name, composed]) => ({ name, composed, length: mebibyte })),
    ...Object.entries(others).map(([name, composed]) => ({ name, composed, length: mebibyte / 8 })),
  ])('$length characters of $name', ({ composed: [begins, unit], length }) => {
    const [part = 1, whole = 0] = [length / 8, length].map((each) => stepsFor(begins + repeated(unit, each)));
    expect(whole).toBeLessThan(mostStepsEach * length);
    expect(whole / part).toBeLessThan(8.2);
  });

  test('any mixture of them, however often it is repeated', () => {
    const pieces = Object.values({ ...ofMebibytes, ...others }).flatMap(([begins, unit]) => [begins + unit, unit]);
    const mixtures = fc.array(fc.constantFrom(...pieces, ...secrets), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(mixtures, (mixture) => {
        const unit = mixture.join('');
        const [once = 1, twice = 0, four = 0] = [1, 2, 4].map((times) => stepsFor(unit.repeat(times * 40)));
        expect(twice / once).toBeLessThan(2.2);
        expect(four / twice).toBeLessThan(2.2);
      }),
      { seed: 20261129, numRuns: 40 },
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
