import { byKey, joined, signedPairs, signedPath } from '../../../../contracts/xylink/signing-one.js';
import type { Pair } from '../../../../contracts/xylink/signing-one.js';
import { decodings } from './queries.js';
import type { FactsTwo, SlipTwo } from './scheme-two.js';

const queryIs = (query: string) => ({ parts: { query } });

const rawPairs = ({ right }: FactsTwo): readonly string[] => right.query.slice(1).split('&');
const pairsOf = ({ right }: FactsTwo): readonly Pair[] => signedPairs(right.query.slice(1));

/** Mistakes in the line of the request's target. */
export const targetSlips: readonly SlipTwo[] = [
  { mistake: 'query-left-out', ways: () => [queryIs('')] },
  { mistake: 'signature-left-out', ways: (facts) => [queryIs(`?${joined(pairsOf(facts))}`)] },
  {
    mistake: 'query-sorted',
    ways: (facts) =>
      [rawPairs(facts).toSorted().join('&'), joined(pairsOf(facts).toSorted(byKey))].map((query) =>
        queryIs(`?${query}`),
      ),
  },
  {
    mistake: 'query-decoded',
    ways: (facts) => decodings(pairsOf(facts)).map((pairs) => queryIs(`?${joined(pairs)}`)),
  },
  {
    mistake: 'wrong-target-prefix',
    ways({ arrival: { host }, right: { path } }) {
      const cut = signedPath(path);
      const paths = [cut, `/${cut}`, path.slice(1), `https://${host}${path}`, `http://${host}${path}`, host + path];
      return paths.map((each) => ({ parts: { path: each } }));
    },
  },
];
