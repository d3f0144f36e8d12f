import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { longestRedacted, longestShown, redactedBeginning } from '../../../simulator/core/redaction/redactor.js';
import { confidential as ytx } from '../../../simulator/providers/ytx/secrets.js';
import { composed, hostile, mostStepsEach } from './hostile-texts.js';
import { request, redactorOf } from './redactors.js';

const hexadecimal = (code: number, length: number): string => code.toString(16).padStart(length, '0');
const each = (text: string, spelled: (code: number) => string): string =>
  Array.from(text, (character) => spelled(character.charCodeAt(0))).join('');

/** Ways to write a secret, each with the way back. */
const spellings: readonly (readonly [write: (text: string) => string, read: (text: string) => string])[] = [
  [(text) => text, (text) => text],
  [
    (text) => each(text, (code) => `\\u${hexadecimal(code, 4)}`),
    (text) =>
      text.replace(/\\u([0-9a-f]{4})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
  ],
  [
    (text) => each(text, (code) => `%2525${hexadecimal(code, 2)}`),
    (text) =>
      text.replace(/%2525([0-9a-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
  ],
  [
    (text) => each(text, (code) => hexadecimal(code, 2)),
    (text) => Buffer.from(/[0-9a-f]*(?=…$)/.exec(text)?.[0] ?? '', 'hex').toString('latin1'),
  ],
  [
    (text) => Buffer.from(text).toString('base64'),
    (text) => Buffer.from(/[\w+/]*(?=…$)/.exec(text)?.[0] ?? '', 'base64').toString('latin1'),
  ],
];

/** How many of a secret's first characters stand in a text. */
function charactersOf(secret: string, text: string): number {
  for (let length = secret.length; length > 0; length -= 1) if (text.includes(secret.slice(0, length))) return length;
  return 0;
}

describe('the beginning of a long text', () => {
  const secrets = fc.stringMatching(/^[G-Zg-z]{8,128}$/);
  const cut = fc.constantFrom(longestShown, longestRedacted);
  const before = fc.tuple(fc.nat({ max: 3000 }), fc.boolean());

  test.each(['known', 'carried'] as const)('shows no part of a %s secret that lies across a cut', (kind) => {
    fc.assert(
      fc.property(
        secrets,
        fc.constantFrom(...spellings),
        cut,
        before,
        (secret, [write, read], at, [distance, shrinks]) => {
          const redact = redactorOf(kind === 'known' ? { secretsIn: () => [secret] } : { carriedBy: () => [secret] });
          // What is replaced before it moves the end of what is redacted to where the text is cut.
          const filler = shrinks ? `${secret} ` : '. ';
          const whole = Math.floor((at - distance) / filler.length);
          const start = filler.repeat(whole).padEnd(at - distance, '.');
          const text = `${start}${write(secret)}${' .'.repeat(9000)}`;
          const shown = redactedBeginning(text, (piece) => redact(piece, request));
          expect(shown.length).toBeLessThanOrEqual(longestShown + 1);
          expect(charactersOf(secret, shown)).toBeLessThanOrEqual(4);
          expect(charactersOf(secret, read(shown))).toBeLessThanOrEqual(4);
        },
      ),
      { seed: 20261130, numRuns: 60 },
    );
  });

  test('shows only the ends of what looks like a credential', () => {
    const redact = redactorOf({ looksLikeCredential: ytx.looksLikeCredential });
    const digest = '0123456789abcdef'.repeat(4);
    for (let distance = 0; distance <= digest.length; distance += 1) {
      for (const at of [longestShown, longestRedacted]) {
        const text = `${'. '.repeat(longestRedacted).slice(0, at - distance)}${digest}${' .'.repeat(9000)}`;
        expect(charactersOf(digest, redactedBeginning(text, redact))).toBeLessThanOrEqual(4);
      }
    }
  });

  test.each(Object.entries(hostile))(
    'takes as many steps as its own length, however long the text is: %s',
    (_, unit) => {
      const effort = { steps: 0 };
      const redact = redactorOf({ secretsIn: () => ['70000000000000000000000000000ac1'] }, effort);
      redactedBeginning(composed(unit, 2 * 1024 * 1024), redact);
      expect(effort.steps).toBeLessThan(mostStepsEach * longestRedacted);
    },
  );

  test('is not cut within a character, and a text that is not long is shown whole', () => {
    const same = (text: string): string => text;
    expect(redactedBeginning('a'.repeat(longestShown), same)).toBe('a'.repeat(longestShown));
    expect(redactedBeginning(`a${'😀'.repeat(longestShown)}`, same)).toBe(`a${'😀'.repeat(longestShown / 2 - 1)}…`);
  });
});
