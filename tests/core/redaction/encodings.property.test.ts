import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { request, redactorOf } from './redactors.js';

type Encode = (text: string) => string;

const hexadecimal = (code: number, length: number): string => code.toString(16).padStart(length, '0');
const each =
  (encode: Encode): Encode =>
  (text) =>
    Array.from({ length: text.length }, (_, at) => encode(text.charAt(at))).join('');
const bytes = (text: string, encoding: 'utf8' | 'utf16le', as: 'hex' | 'base64' | 'base64url'): string =>
  Buffer.from(text, encoding).toString(as);

/** How a secret is spelled before it is escaped. */
const spellings: Readonly<Record<string, Encode>> = {
  plain: (text) => text,
  'upper case': (text) => text.toUpperCase(),
  'lower case': (text) => text.toLowerCase(),
  hex: (text) => bytes(text, 'utf8', 'hex'),
  'upper-case hex of upper case': (text) => bytes(text.toUpperCase(), 'utf8', 'hex').toUpperCase(),
  'hex of UTF-16': (text) => bytes(text, 'utf16le', 'hex'),
  'hex, half a byte late': (text) => `f${bytes(text, 'utf8', 'hex')}`,
  base64: (text) => bytes(text, 'utf8', 'base64'),
  'base64, one byte late': (text) => bytes(`x${text}`, 'utf8', 'base64'),
  'base64url, two bytes late': (text) => bytes(`xy${text}z`, 'utf8', 'base64url'),
  'base64 of UTF-16': (text) => bytes(`x${text}`, 'utf16le', 'base64'),
  'base64 in lower case': (text) => bytes(text, 'utf8', 'base64').toLowerCase(),
  'UTF-16': each((character) => `${character}\0`),
  'folded by line ends': (text) => text.replace(/.{5}/g, '$&\r\n'),
  'base64 folded by line ends': (text) => bytes(text, 'utf8', 'base64').replace(/.{16}/g, '$&\n'),
};

/** Ways to escape a whole text; each can be escaped again. */
const escapes: Readonly<Record<string, Encode>> = {
  none: (text) => text,
  'percent encoding': (text) => encodeURIComponent(text),
  'percent encoding of everything': (text) =>
    Array.from(Buffer.from(text), (byte) => `%${hexadecimal(byte, 2)}`).join(''),
  JSON: (text) => JSON.stringify(text).slice(1, -1),
  'JSON of everything': each((character) => `\\u${hexadecimal(character.charCodeAt(0), 4)}`),
  'Latin-1 of everything': each((character) =>
    character > 'ÿ' ? character : `\\x${hexadecimal(character.charCodeAt(0), 2)}`,
  ),
  XML: (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
  'XML of everything': each((character) => `&#${character.charCodeAt(0)};`),
  'hexadecimal XML of everything': each((character) => `&#x${hexadecimal(character.charCodeAt(0), 4)};`),
};

const tokens = fc.oneof(
  fc.stringMatching(/^[0-9a-f]{32}$/),
  fc.stringMatching(/^[0-9a-zA-Z.*+?^$()[\]{}|/_:=-]{12,40}$/),
);
const around = fc.string({ unit: fc.constantFrom(...Array.from('aZ09 ;/+="{}:.,é云')), maxLength: 12 });
const chains = fc.array(fc.constantFrom(...Object.keys(escapes)), { minLength: 1, maxLength: 3 });
const chained = (text: string, chain: readonly string[]): string =>
  chain.reduce((before, name) => escapes[name]?.(before) ?? before, text);

describe('a secret', () => {
  test.each(Object.entries(spellings))('is found in %s, escaped up to three times over', (_name, spell) => {
    const written = fc.record({ token: tokens, chain: chains, before: around, after: around });
    fc.assert(
      fc.property(written, ({ token, chain, before, after }) => {
        const alone = chained(spell(token), chain);
        const [left, right] = [`${chained(before, chain)} `, ` ${chained(after, chain)}`];
        const shown = redactorOf({ secretsIn: () => [token] })(left + alone + right);
        // Of base64, what depends on the bytes around may be left; of what was folded, the last line end.
        const rest = chained('xyz=\r\n', chain).length + chained('xyz', chain).length;
        expect(shown).toContain('‹redacted›');
        expect(shown.startsWith(left) && shown.endsWith(right)).toBe(true);
        expect(shown.length).toBeLessThanOrEqual(left.length + '‹redacted›'.length + rest + right.length);
      }),
      { seed: 20261129, numRuns: 60 },
    );
  });

  test.each([1, 2, 3, 4])('folded by line ends is found in JSON that is %i deep', (depth) => {
    const token = 'A2B5C6D7E8F90011223344556677ACA2';
    const redact = redactorOf({ secretsIn: () => [token] });
    for (const end of ['\n', '\r\n']) {
      const folded = bytes(token, 'utf8', 'base64').replace(/.{8}/g, `$&${end}`);
      const text = chained(
        `before ${folded} after`,
        Array.from({ length: depth }, () => 'JSON'),
      );
      expect(redact(text)).toMatch(/^before ‹redacted›.{0,4}(?:\\+[rn])* after$/);
    }
  });

  test('is found where its first characters would pass for the end of an escape', () => {
    const begun = fc.constantFrom(
      '%',
      '%0',
      '%2',
      '%25',
      '\\u',
      '\\u0',
      '\\u00',
      '\\x',
      '\\\\u00',
      '&#',
      '&#x0',
      '&#6',
      '\\',
    );
    const written = fc.record({
      token: fc.stringMatching(/^[0-9a-fn]{4}[0-9a-z]{12}$/),
      before: begun,
      plain: fc.nat(6),
    });
    fc.assert(
      fc.property(written, ({ token, before, plain }) => {
        const escaped = chained(token.slice(plain + 1), ['percent encoding of everything']);
        const shown = redactorOf({ secretsIn: () => [token] })(`x${before}${token.slice(0, plain + 1)}${escaped}!`);
        expect(shown).toBe(`x${before}‹redacted›!`);
      }),
      { seed: 20261129, numRuns: 300 },
    );
  });

  test('is left where only a part of it appears, in any encoding', () => {
    const written = fc.record({
      token: fc.stringMatching(/^z[0-9a-f]{30}z$/),
      chain: chains,
      spell: fc.constantFrom(...Object.values(spellings)),
    });
    fc.assert(
      fc.property(written, ({ token, chain, spell }) => {
        const text = chained(`${spell(token.slice(0, -3))}!${spell(token.slice(3))}`, chain);
        expect(redactorOf({ secretsIn: () => [token] })(text)).toBe(text);
      }),
      { seed: 20261129, numRuns: 200 },
    );
  });
});

describe('a credential that a request carries', () => {
  const long = Array.from({ length: 60 }, (_, index) => `part${index}/`).join('');

  test.each(Object.entries(escapes))(
    'is hidden to the end of its word when it is very long, with escape: %s',
    (_name, escape) => {
      const redact = redactorOf({ credentialsIn: () => [long] });
      const text = `before ${escape(long)} after`;
      expect(redact(text, request)).toMatch(/^before ‹redacted part…t59\/› after$/);
    },
  );

  test('is hidden once where it is one letter, thousands of times', () => {
    const redact = redactorOf({ credentialsIn: () => ['a'.repeat(8000)] });
    expect(redact(`Authorization: ${'a'.repeat(100_000)}, and so on`, request)).toBe(
      'Authorization: ‹redacted aaaa…aaaa›, and so on',
    );
  });

  test('is looked for among as many as a request may hold', () => {
    const many = Array.from({ length: 40 }, (_, index) => `credential-number-${index}-of-many`);
    const redact = redactorOf({ credentialsIn: () => [...many, ...many] });
    expect(many.filter((each) => redact(each, request) !== each)).toEqual(many.slice(0, 32));
  });
});
