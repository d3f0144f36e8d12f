import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SecretRules } from '../../../simulator/core/provider.js';
import { type Redact, redactorFor } from '../../../simulator/core/redaction/redactor.js';
import { documentsInMemory } from '../../../simulator/platform/documents-in-memory.js';
import { request } from './redactors.js';
import { anyCharacter } from '../../support/any-text.js';

const sign = 'A2B5C6D7E8F90011223344556677ACA2';
const authorization = 'OGEyMTZjNjQ4OWFiY2RlZjAxMjM0NToyMDI0MDEwMTEyMDAwMA==';
const id = '8a216da85f5c89b1015f7718e2b90a63';

const keeping = (secrets: readonly string[], changed: Partial<SecretRules> = {}): Redact => {
  const secretRules: SecretRules = {
    secretsIn: () => secrets,
    idsIn: () => [id],
    credentialsIn: () => [sign, authorization],
    looksLikeCredential: (run) =>
      /^[0-9a-f]{32}$/i.test(run) || /^\w+:[0-9]{14}$/.test(Buffer.from(run, 'base64').toString('latin1')),
    ...changed,
  };
  return redactorFor([{ secretRules }], documentsInMemory());
};

const hexadecimal = (code: number, length: number): string => code.toString(16).padStart(length, '0');
const percentEncoded = (text: string): string =>
  Array.from(new TextEncoder().encode(text), (byte) => `%${hexadecimal(byte, 2)}`).join('');
const escapes: readonly ((character: string) => string)[] = [
  (character) => character,
  percentEncoded,
  (character) => percentEncoded(character).replaceAll('%', '%25'),
  (character) => `\\u${hexadecimal(character.charCodeAt(0), 4)}`,
  (character) => `\\\\U${hexadecimal(character.charCodeAt(0), 4).toUpperCase()}`,
  (character) => `%5cu${hexadecimal(character.charCodeAt(0), 4)}`,
  (character) => `&#${character.charCodeAt(0)};`,
  (character) => `&#x${hexadecimal(character.charCodeAt(0), 4)};`,
  (character) => `%26%23${character.charCodeAt(0)}%3B`,
  (character) => `${character}\0`,
  (character) => `${character}\\u0000`,
];
const encoded: readonly ((text: string, before: string) => string)[] = [
  (text, before) => Buffer.from(before + text).toString('hex'),
  (text, before) =>
    Buffer.from(before + text, 'utf16le')
      .toString('hex')
      .toUpperCase(),
  (text, before) => Buffer.from(before + text + before).toString('base64'),
  (text, before) => Buffer.from(before + text + before).toString('base64url'),
  (text, before) => Buffer.from(before + text + before, 'utf16le').toString('base64'),
  (text, before) => encodeURIComponent(Buffer.from(before + text).toString('base64')),
  (text, before) => percentEncoded(Buffer.from(text + before).toString('base64')),
];

/** Everything a reader of the text could make of it by decoding, as one lower-case text. */
function decoded(text: string): string {
  const plain = text
    .replace(/\\+u([0-9a-f]{4})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    .replace(/%(?:25)*([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    .replace(/\\+u([0-9a-f]{4})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    .replace(/&#x([0-9a-f]+);/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    .replace(/&#([0-9]+);/g, (_, digits: string) => String.fromCharCode(Number(digits)))
    .replaceAll('\0', '');
  const bytes = [...plain.matchAll(/[\w+/-]{4,}/g)].flatMap(([run]) => [
    ...[0, 1, 2, 3].map((from) => Buffer.from(run.slice(from), 'base64').toString('latin1')),
    ...[0, 1].map((from) => Buffer.from(run.slice(from), 'hex').toString('latin1')),
  ]);
  return [text, plain, ...bytes].join('\n').replaceAll('\0', '').toLowerCase();
}

const tokens = fc.stringMatching(/^[0-9a-zA-Z.*+?^$()[\]{}|/_:=-]{8,40}$/);
const around = fc.string({ unit: fc.constantFrom(...Array.from('aZ09 %&#;\\/+=\n"{}:.,é云\0')) });
const cases = (token: string): fc.Arbitrary<string> =>
  fc
    .array(fc.boolean(), { minLength: token.length, maxLength: token.length })
    .map((upper) =>
      Array.from(token, (each, index) => (upper[index] === true ? each.toUpperCase() : each.toLowerCase())).join(''),
    );

/** What is demanded of redaction, each property of so many random texts. */
export function describeRedaction({ numRuns }: { readonly numRuns: number }): void {
  const seed = { seed: 20240607, numRuns };

  describe('redaction', () => {
    test('leaves nothing of a secret whose characters are escaped in any mixture, in any case, wherever it stands', () => {
      const disguised = tokens.chain((token) => {
        const ways = fc.array(fc.constantFrom(...escapes), { minLength: token.length, maxLength: token.length });
        const written = fc
          .tuple(cases(token), ways)
          .map(([text, each]) => Array.from(text, (c, at) => each[at]?.(c)).join(''));
        return fc.record({ token: fc.constant(token), written, before: around, after: around });
      });
      fc.assert(
        fc.property(disguised, ({ token, written, before, after }) => {
          const shown = keeping([token], { credentialsIn: () => [] })(before + written + after);
          expect(shown).toContain('‹redacted›');
          expect(decoded(shown)).not.toContain(token.toLowerCase());
        }),
        seed,
      );
    });

    test('leaves nothing of a secret in hex or base64 between any bytes', () => {
      const form = (token: string): readonly string[] => [token, token.toUpperCase(), token.toLowerCase()];
      const disguised = tokens.chain((token) => {
        const one = { encode: fc.constantFrom(...encoded), text: fc.constantFrom(...form(token)) };
        return fc.record({
          token: fc.constant(token),
          before: around,
          inside: fc.stringMatching(/^[a-z]{0,4}$/),
          ...one,
        });
      });
      fc.assert(
        fc.property(disguised, ({ token, encode, text, before, inside }) => {
          const shown = keeping([token], { looksLikeCredential: () => false })(
            `${before} ${encode(text, inside)} after`,
          );
          expect(shown).toContain('‹redacted›');
          expect(decoded(shown)).not.toContain(token.toLowerCase());
        }),
        seed,
      );
    });

    test('finds a secret in hex with any case of each of its letters', () => {
      const disguised = tokens.chain((token) => fc.tuple(fc.constant(token), cases(token)));
      fc.assert(
        fc.property(disguised, ([token, text]) => {
          const shown = keeping([token], { looksLikeCredential: () => false })(Buffer.from(text).toString('hex'));
          expect(shown).toBe('‹redacted›');
        }),
        seed,
      );
    });

    test('done twice is done once', () => {
      const secrets = ['redacted', 'a2b5aca2', 'abcdefgh'];
      const piece = fc.constantFrom(
        ...secrets,
        sign,
        authorization,
        id,
        '‹redacted›',
        '‹redacted a2b5…aca2›',
        'a2b5…',
        '/',
      );
      const texts = fc.array(fc.oneof(piece, around)).map((pieces) => pieces.join(''));
      const redact = keeping(secrets);
      fc.assert(
        fc.property(texts, (text) => {
          const once = redact(text, request);
          expect(redact(once, request)).toBe(once);
        }),
        seed,
      );
    });

    test('leaves ordinary text as it is', () => {
      const redact = keeping(['0123456789abcdef0123456789abcdef']);
      fc.assert(
        fc.property(fc.string({ unit: anyCharacter, maxLength: 31 }), (text) => {
          expect(redact(text, request)).toBe(text);
        }),
        seed,
      );
    });

    test('keeps ids readable, in either case, in a path and where a request carries one as its signature', () => {
      const redact = keeping(['0123456789abcdef0123456789abcdef'], { credentialsIn: () => [id] });
      const text = `/201612/sid/${id}/call/TeleMeeting.wx?Sign=${id.toUpperCase()}`;
      expect(redact(text, request)).toBe(text);
    });

    test('shows a credential that the request carried by its first and last four characters', () => {
      const redact = keeping([], { looksLikeCredential: () => false });
      expect(redact(`Sign=${sign.toLowerCase()}&x=1`, request)).toBe('Sign=‹redacted A2B5…ACA2›&x=1');
      expect(redact(`Authorization: ${authorization}`, request)).toContain('‹redacted OGEy…MA==›');
      expect(redact(`Sign=${sign}`)).toBe(`Sign=${sign}`);
    });

    test('hides a carried credential whole when it is short, or holds what a quotation could break on', () => {
      const redact = keeping([], { credentialsIn: () => ['Sign1234', 'a "quoted" credential'] });
      expect(redact('Sign1234, a "quoted" credential', request)).toBe('‹redacted›, ‹redacted›');
    });

    test('shows nothing of a token that was sent as a signature, nor of two secrets that overlap', () => {
      const redact = keeping([sign, 'ABCDEFGHIJ', 'GHIJKLMN']);
      expect(redact(`${sign} ABCDEFGHIJKLMN`, request)).toBe('‹redacted› ‹redacted›');
    });

    test('shortens runs that look like a credential, between slashes and percent-encoded too', () => {
      const redact = keeping([]);
      expect(redact(`Sign ${sign} was wrong`)).toBe('Sign A2B5…ACA2 was wrong');
      expect(redact(`/one.two/${sign}/three.four`)).toBe('/one.two/A2B5…ACA2/three.four');
      expect(redact(`q=${encodeURIComponent(authorization)}&x`)).toBe('q=OGEy…MA==&x');
    });

    test.each(['\\u00', '\\\\u00', '\\\\\\\\u00', '%', '%25', '&amp;#x'])(
      'shortens a run that looks like a credential and is written letter by letter with %s',
      (escape) => {
        const written = [...Buffer.from(sign)].map(
          (byte) => `${escape}${byte.toString(16)}${escape.includes('#') ? ';' : ''}`,
        );
        expect(keeping([])(`Sign ${written.join('')} was wrong`)).toBe('Sign A2B5…ACA2 was wrong');
      },
    );

    test('asks the documents anew each time: a secret that came later is hidden too', () => {
      const documents = documentsInMemory();
      const secretsIn: SecretRules['secretsIn'] = (each) => [...each.all('secret')].map(([id]) => id);
      const none = { idsIn: () => [], credentialsIn: () => [], looksLikeCredential: () => false };
      const shown = (): string => redactorFor([{ secretRules: { secretsIn, ...none } }], documents)('token-number-1');
      expect(shown()).toBe('token-number-1');
      documents.commit([{ kind: 'secret', id: 'token-number-1', value: {} }]);
      expect(shown()).toBe('‹redacted›');
    });

    test.each(['\\', '\\\\u0061', '%25', 'a\0', 'a%00', '&amp;', '0', 'aa\\\\\\\\\\\\\\\\u0061', '/a'])(
      'is done with a long text of nothing but %j',
      (unit) => {
        const redact = keeping(['a'.repeat(40), 'aaaa%61aaaa', '\\u0061\\u0061aaaa'], {
          looksLikeCredential: () => false,
        });
        expect(redact(unit.repeat(Math.ceil(20_000 / unit.length)), request).length).toBeGreaterThan(0);
      },
    );
  });
}
