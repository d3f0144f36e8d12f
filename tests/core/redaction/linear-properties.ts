import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maxRedactedLength, maxShownLength, redactedBeginning } from '../../../simulator/core/redaction/long-text.js';
import { secretIndex, type WantedSecret } from '../../../simulator/core/redaction/secret-index.js';
import { secretRules as ytx } from '../../../simulator/providers/ytx/secrets.js';
import { composed, hostile, mostStepsEach, secrets, stepsFor } from './hostile-texts.js';
import { redactorOf, request } from './redactors.js';

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

const words = (alphabet: string, minLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength, maxLength: 12 });

/** What a search that knows nothing of the others finds to end behind each character: the longest. */
const foundOneByOne = (text: string, wanted: readonly WantedSecret[]): readonly (object | undefined)[] =>
  Array.from({ length: text.length }, (_, at) => {
    const here = wanted.filter((each) => text.slice(0, at + 1).endsWith(each.text));
    if (here.length === 0) return undefined;
    const shown = new Set(here.map(({ shownAs }) => shownAs));
    return {
      length: Math.max(...here.map((each) => each.text.length)),
      shownAs: shown.size === 1 ? here[0]?.shownAs : undefined,
      isBeginning: here.some(({ isBeginning }) => isBeginning),
    };
  });

const length = 64 * 1024;

/** How much is tried. */
interface Trials {
  /** Every which of the hostile texts. */
  readonly every: number;
  /** How many mixtures of them. */
  readonly mixtures: number;
  /** How many secrets across a cut. */
  readonly cuts: number;
  /** By how many characters the places of a digest differ. */
  readonly stride: number;
}

/** What is demanded of redaction: that it takes steps in proportion to a text, and shows no part of a secret. */
export function describeLinear({ every, mixtures, cuts, stride }: Trials): void {
  const texts = Object.entries(hostile).filter((_text, index) => index % every === 0);

  describe('a text is redacted in a number of steps that grows with its length and no faster', () => {
    test.each(texts)('of %s', (_name, each) => {
      const [part = 1, whole = 0] = [length / 8, length].map((size) => stepsFor(composed(each, size)));
      expect(whole).toBeLessThan(mostStepsEach * length);
      expect(whole / part).toBeLessThan(8.2);
    });

    test('any mixture of them, however often it is repeated', () => {
      const pieces = Object.values(hostile).flatMap(([begins, unit]) => [begins + unit, unit]);
      const short = pieces.filter((each) => each.length < 40);
      const mixture = fc.array(fc.constantFrom(...short, ...secrets), { minLength: 2, maxLength: 8 });
      fc.assert(
        fc.property(mixture, (parts) => {
          const unit = parts.join('');
          const [once = 1, twice = 0, four = 0] = [1, 2, 4].map((times) => stepsFor(unit.repeat(times * 12)));
          expect(twice / once).toBeLessThan(2.2);
          expect(four / twice).toBeLessThan(2.2);
        }),
        { seed: 20261129, numRuns: mixtures },
      );
    });

    test('a request that carries more and longer credentials than any does is no exception', () => {
      const steps = (count: number): number => {
        const effort = { steps: 0 };
        const many = Array.from({ length: count }, (_, index) => `${index}-${'x'.repeat(500)}`);
        redactorOf({ credentialsIn: () => many }, effort)(many.join(' '), request);
        return effort.steps;
      };
      expect(steps(400) / steps(200)).toBeLessThan(2.1);
    });
  });

  describe('the beginning of a long text', () => {
    const secrets = fc.stringMatching(/^[G-Zg-z]{8,128}$/);
    const cut = fc.constantFrom(maxShownLength, maxRedactedLength);
    const before = fc.tuple(fc.nat({ max: 3000 }), fc.boolean());

    test.each(['known', 'carried'] as const)('shows no part of a %s secret that lies across a cut', (kind) => {
      fc.assert(
        fc.property(
          secrets,
          fc.constantFrom(...spellings),
          cut,
          before,
          (secret, [write, read], at, [distance, shrinks]) => {
            const redact = redactorOf(
              kind === 'known' ? { secretsIn: () => [secret] } : { credentialsIn: () => [secret] },
            );
            // What is replaced before it moves the end of what is redacted to where the text is cut.
            const filler = shrinks ? `${secret} ` : '. ';
            const whole = Math.floor((at - distance) / filler.length);
            const start = filler.repeat(whole).padEnd(at - distance, '.');
            const text = `${start}${write(secret)}${' .'.repeat(9000)}`;
            const shown = redactedBeginning(text, (piece) => redact(piece, request));
            expect(shown.length).toBeLessThanOrEqual(maxShownLength + 1);
            expect(charactersOf(secret, shown)).toBeLessThanOrEqual(4);
            expect(charactersOf(secret, read(shown))).toBeLessThanOrEqual(4);
          },
        ),
        { seed: 20261130, numRuns: cuts },
      );
    });

    test('shows only the ends of what looks like a credential', () => {
      const redact = redactorOf({ looksLikeCredential: ytx.looksLikeCredential });
      const digest = '0123456789abcdef'.repeat(4);
      for (let distance = 0; distance <= digest.length; distance += stride) {
        for (const at of [maxShownLength, maxRedactedLength]) {
          const text = `${'. '.repeat(maxRedactedLength).slice(0, at - distance)}${digest}${' .'.repeat(9000)}`;
          expect(charactersOf(digest, redactedBeginning(text, redact))).toBeLessThanOrEqual(4);
        }
      }
    });

    test.each(texts)('takes as many steps as its own length, however long the text is: %s', (_, unit) => {
      const effort = { steps: 0 };
      const redact = redactorOf({ secretsIn: () => ['70000000000000000000000000000ac1'] }, effort);
      redactedBeginning(composed(unit, 2 * 1024 * 1024), redact);
      expect(effort.steps).toBeLessThan(mostStepsEach * maxRedactedLength);
    });

    test('is not cut within a character, and a text that is not long is shown whole', () => {
      const same = (text: string): string => text;
      expect(redactedBeginning('a'.repeat(maxShownLength), same)).toBe('a'.repeat(maxShownLength));
      expect(redactedBeginning(`a${'😀'.repeat(maxShownLength)}`, same)).toBe(
        `a${'😀'.repeat(maxShownLength / 2 - 1)}…`,
      );
    });
  });

  describe('an index of secrets', () => {
    test.each(['ab', 'abcé云', 'a'])(
      'finds in a text of %s what a search for one after the other finds',
      (alphabet) => {
        const wanted = fc.array(
          fc.record({ text: words(alphabet, 1), shownAs: fc.constantFrom('one', 'two'), isBeginning: fc.boolean() }),
        );
        const text = fc.array(words(`${alphabet}!`, 0)).map((each) => each.join(''));
        fc.assert(
          fc.property(wanted, text, (each, searched) => {
            const index = secretIndex(each);
            let state = 0;
            const found = Array.from({ length: searched.length }, (_, at) => {
              state = index.next(state, searched.charCodeAt(at));
              return index.endingAt(state);
            });
            expect(found).toEqual(foundOneByOne(searched, each));
          }),
          { seed: 20261129, numRuns: 80 },
        );
      },
    );
  });
}
