import type { Pair } from '../../../../contracts/xylink/signing-one.js';
import { byKey, halves, joined, signedPairs } from '../../../../contracts/xylink/signing-one.js';
import { decodings, reencodings } from './queries.js';
import type { FactsOne, SlipOne } from './scheme-one.js';

const pathIs = (path: string) => ({ parts: { path } });
const queryIs = (pairs: readonly Pair[]) => ({ parts: { query: joined(pairs) } });

const pairsOf = ({ target }: FactsOne): readonly Pair[] => signedPairs(halves(target).query);
const sorted = (pairs: readonly Pair[]): readonly Pair[] => pairs.toSorted(byKey);

/** By the whole `key=value`, as the provider's own toolkit does. */
const sortedWhole = (pairs: readonly Pair[]): readonly Pair[] =>
  pairs.toSorted((one, other) => (joined([one]) < joined([other]) ? -1 : 1));

/** What stood in the query before the signature was there. */
const placeholders = ['', 'signature', 'null', 'undefined'].map((value) => ({ key: 'signature', value }));

/** Mistakes in the lines of the request's path and query. */
export const targetSlips: readonly SlipOne[] = [
  { mistake: 'leading-slash', ways: ({ right }) => [pathIs(`/${right.path}`)] },
  {
    mistake: 'prefix-not-cut',
    ways({ arrival, target }) {
      const { path } = halves(target);
      const { host } = arrival;
      const fromVersion = path.replace(/^.*\/api\/rest\/external\//s, '');
      const whole = [path, path.slice(1), fromVersion, `/${fromVersion}`];
      return [...whole, `https://${host}${path}`, `http://${host}${path}`, `${host}${path}`].map(pathIs);
    },
  },
  { mistake: 'query-unsorted', ways: (facts) => [pairsOf(facts), sortedWhole(pairsOf(facts))].map(queryIs) },
  {
    mistake: 'signature-in-query',
    ways: (facts) =>
      placeholders.flatMap((each) => {
        const pairs = [...pairsOf(facts), each];
        return [sorted(pairs), pairs].map(queryIs);
      }),
  },
  {
    mistake: 'query-decoded',
    ways: (facts) => decodings(pairsOf(facts)).flatMap((pairs) => [sorted(pairs), pairs].map(queryIs)),
  },
  {
    mistake: 'query-encoded-otherwise',
    ways: (facts) => reencodings(pairsOf(facts)).map((pairs) => queryIs(sorted(pairs))),
  },
];
