import { byKey, joined, signedPairs, signedPath } from '../../../../contracts/xylink/signing-one.js';
import type { Pair } from '../../../../contracts/xylink/signing-one.js';
import { longerPaths, urlsOf } from './longer-paths.js';
import { decodings } from './queries.js';
import type { FactsTwo, SlipTwo } from './scheme-two.js';

const queryIs = (query: string) => ({ parts: { query } });

const rawPairs = ({ right }: FactsTwo): readonly string[] => right.query.slice(1).split('&');
const pairsOf = ({ right }: FactsTwo): readonly Pair[] => signedPairs(right.query.slice(1));

/** Without the parameter signature, which is a mistake of its own. */
const unsigned = (facts: FactsTwo) => queryIs(`?${joined(pairsOf(facts))}`);

/** Mistakes in the line of the request's target. */
export const targetSlips: readonly SlipTwo[] = [
  { mistake: 'query-left-out', ways: () => [queryIs('')] },
  { mistake: 'signature-left-out', ways: (facts) => [unsigned(facts)] },
  {
    mistake: 'query-sorted',
    ways: (facts) => [
      queryIs(`?${rawPairs(facts).toSorted().join('&')}`),
      { ...queryIs(`?${joined(pairsOf(facts).toSorted(byKey))}`), without: unsigned(facts).parts },
    ],
  },
  {
    mistake: 'query-decoded',
    ways: (facts) =>
      decodings(pairsOf(facts)).map((pairs) => ({ ...queryIs(`?${joined(pairs)}`), without: unsigned(facts).parts })),
  },
  {
    mistake: 'wrong-target-prefix',
    ways({ arrival, right: { path } }) {
      const cut = signedPath(path);
      return [cut, `/${cut}`, ...longerPaths(path), ...urlsOf(arrival, path)].map((each) => ({
        parts: { path: each },
      }));
    },
  },
];
