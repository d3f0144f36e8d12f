import { describe, expect, test } from '@jest/globals';
import { bodyDiff, prettyJson } from '../../contracts/suite/reports/body-diff.js';
import { visible, visibleLine } from '../../contracts/suite/reports/text.js';

const written = (expected: string | undefined, received: string | undefined): readonly string[] =>
  bodyDiff({ ...(expected !== undefined && { expected }), ...(received !== undefined && { received }) }).map(
    ({ sign, text }) => `${sign}${text}`,
  );

describe('JSON that is spread out', () => {
  test.each([
    '{"a":1,"b":[{},[],{"c":"x, {y}: \\" z"}],"d":null,"e":-1.5}',
    '[]',
    '"text"',
    '{"a":{"b":{"c":[1,2]}}}',
    ' { "a" : [ ] , "b" : { } } ',
  ])('is what JSON.stringify would write of %s', (json) => {
    expect(prettyJson(json)).toBe(JSON.stringify(JSON.parse(json), null, 2));
  });

  test('keeps every digit, escape and doubled name', () => {
    expect(prettyJson('{"n":12345678901234567890,"t":"\\u4e91","t":1.0}')).toBe(
      '{\n  "n": 12345678901234567890,\n  "t": "\\u4e91",\n  "t": 1.0\n}',
    );
  });

  test('leaves a text that is not JSON', () => {
    expect(prettyJson('{"a":1')).toBe('{"a":1');
  });
});

describe('a diff', () => {
  test('shows the member that differs among those that do not', () => {
    expect(written('{"a":1,"b":2,"c":3}', '{"a":1,"b":4,"c":3}')).toEqual([
      ' {',
      '   "a": 1,',
      '-  "b": 2,',
      '+  "b": 4,',
      '   "c": 3',
      ' }',
    ]);
  });

  test('does not take a member for another because one more follows', () => {
    expect(written('{"a":1,"b":2}', '{"a":1}')).toEqual([' {', '   "a": 1', '-  "b": 2', ' }']);
    expect(written('a,', 'a')).toEqual(['-a,', '+a']);
  });

  test('of bodies that differ only in how they are written shows them as they are', () => {
    expect(written('{"a":1}', '{"a": 1}')).toEqual(['-{"a":1}', '+{"a": 1}']);
  });

  test('of one text alone is this text', () => {
    expect(written(undefined, '[1]')).toEqual([' [', '   1', ' ]']);
    expect(written('plain', undefined)).toEqual([' plain']);
    expect(written(undefined, undefined)).toEqual([]);
  });

  test('of very long texts ends, and counts what it leaves out', () => {
    const lines = written('x'.repeat(30_000), `${'y'.repeat(9_999)}🚪${'z'.repeat(20_000)}`);
    expect(lines.at(1)).toBe('-… and 20000 characters more');
    expect(lines.at(3)).toBe('+… and 20002 characters more');
  });

  test('of thousands of different lines is made at once', () => {
    const many = (word: string): string => Array.from({ length: 2000 }, (_each, index) => `${word}${index}`).join('\n');
    const lines = written(many('a'), many('b'));
    expect([lines.at(0), lines.at(-1)?.startsWith('+')]).toEqual(['-a0', true]);
  });
});

describe('a text from outside', () => {
  test('shows what would steer a terminal, turn text about or be no character', () => {
    expect(visible('\u001B[31m a\r\n\tb \u202E \uFFFE \uD800 \u0085')).toBe(
      '\\u{1b}[31m a\\u{d}\n\tb \\u{202e} \\u{fffe} \\u{d800} \\u{85}',
    );
    expect(visibleLine('a\n\tb')).toBe('a\\u{a}\\u{9}b');
  });

  test('keeps what people write', () => {
    const text = '会议室 🚪 👩‍💻 naïve “quoted” – ‹redacted›';
    expect(visible(text)).toBe(text);
  });
});
