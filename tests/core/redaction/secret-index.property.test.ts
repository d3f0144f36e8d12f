import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { secretIndex, type WantedSecret } from '../../../simulator/core/redaction/secret-index.js';

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

describe('an index of secrets', () => {
  test.each(['ab', 'abcé云', 'a'])('finds in a text of %s what a search for one after the other finds', (alphabet) => {
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
      { seed: 20261129, numRuns: 200 },
    );
  });
});
