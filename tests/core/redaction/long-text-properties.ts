import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maxRedactedLength, redactInPieces, redactJsonInPieces } from '../../../simulator/core/redaction/long-text.js';
import { redactJson } from '../../../simulator/core/redaction/redactor.js';
import { secretRules as ytx } from '../../../simulator/providers/ytx/secrets.js';
import { resultOf } from '../../support/steps.js';
import { composed, hostile, mostStepsEach, secrets } from './hostile-texts.js';
import { redactorOf, request } from './redactors.js';

const pieceLength = 64 * 1024;
const inJson = (text: string): string =>
  Array.from(text, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const encodings: readonly ((text: string) => string)[] = [
  (text) => text,
  inJson,
  (text) => text.split('').join('\n'),
  (text) => Buffer.from(text).toString('base64'),
  (text) => Buffer.from(text).toString('hex'),
];

/** How much is tried. */
interface Trials {
  /** Of a secret at a random place. */
  readonly numRuns: number;
  /** Of each hostile text; more than two pieces. */
  readonly length: number;
}

/** What is demanded of a text that is redacted in pieces. */
export function describeLongText({ numRuns, length }: Trials): void {
  describe('a text that is redacted in pieces', () => {
    test.each(['known', 'carried'] as const)('is the same as in one go, wherever a %s secret lies', (kind) => {
      const distance = fc.nat({ max: 1500 });
      fc.assert(
        fc.property(
          fc.stringMatching(/^[G-Zg-z]{8,128}$/),
          fc.constantFrom(...encodings),
          distance,
          fc.integer({ min: 1, max: 3 }),
          (secret, encode, before, cuts) => {
            const redact = redactorOf(
              kind === 'known' ? { secretsIn: () => [secret] } : { credentialsIn: () => [secret] },
            );
            const text = `${'. '.repeat(pieceLength * 2).slice(0, cuts * pieceLength - before)}${encode(secret)}${' .'.repeat(60_000)}`;
            const clean = (piece: string): string => redact(piece, request);
            expect(resultOf(redactInPieces(text, clean)) === clean(text)).toBe(true);
          },
        ),
        { seed: 20261130, numRuns },
      );
    });

    test('shows what looks like a credential as in one go', () => {
      const redact = redactorOf({ looksLikeCredential: ytx.looksLikeCredential });
      const digest = '0123456789abcdef'.repeat(2);
      for (let distance = 0; distance <= digest.length; distance += 4) {
        const text = `${'. '.repeat(pieceLength).slice(0, pieceLength - distance)}${digest}${' .'.repeat(20_000)}`;
        expect(resultOf(redactInPieces(text, redact)) === redact(text)).toBe(true);
      }
    });

    test('shows no part of a secret at a place where every cut divides one', () => {
      const secret = 'ghijklmnopqrstuv'.repeat(64);
      const redact = redactorOf({ secretsIn: () => [secret] });
      for (const separator of ['', ' ']) {
        const shown = resultOf(redactInPieces(`${secret}${separator}`.repeat(300), redact));
        expect(shown.replaceAll(/‹redacted›| /g, '').slice(0, 100)).toBe('');
      }
    });

    test('is not cut within a character', () => {
      const pieces: string[] = [];
      const text = `a${'😀'.repeat(pieceLength)}`;
      const redact = (piece: string): string => {
        pieces.push(piece);
        return piece;
      };
      expect(resultOf(redactInPieces(text, redact)) === text).toBe(true);
      expect(pieces.length).toBeGreaterThan(2);
      expect(pieces.filter((each) => /^[\udc00-\udfff]|[\ud800-\udbff]$/.test(each))).toEqual([]);
    });

    test.each(Object.entries(hostile))('takes steps of limited size, and as many as it is long: %s', (_, unit) => {
      const effort = { steps: 0 };
      const redact = redactorOf({ secretsIn: () => secrets, looksLikeCredential: ytx.looksLikeCredential }, effort);
      redact('made ready');
      let before = effort.steps;
      const first = before;
      let max = 0;
      const steps = redactInPieces(composed(unit, length), redact);
      resultOf(steps, () => {
        max = Math.max(max, effort.steps - before);
        before = effort.steps;
      });
      expect(max).toBeLessThan(mostStepsEach * 2 * maxRedactedLength);
      expect(effort.steps - first).toBeLessThan(mostStepsEach * 6 * length);
    });

    test('may stand anywhere in a value', () => {
      const redact = redactorOf({ secretsIn: () => ['70000000000000000000000000000ac1'] });
      const long = `${'. '.repeat(60_000)}70000000000000000000000000000ac1 .`;
      const value = { a: [long, 1, null, { '70000000000000000000000000000ac1': true }], b: undefined };
      expect(resultOf(redactJsonInPieces(value, redact))).toEqual(redactJson(value, redact));
    });
  });
}
