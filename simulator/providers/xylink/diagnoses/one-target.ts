import type { Pair } from '../../../../contracts/xylink/signing-one.js';
import { byKey, halves, joined, signedPairs } from '../../../../contracts/xylink/signing-one.js';
import { longerPaths, urlsOf } from './longer-paths.js';
import { orders } from './orders.js';
import { decodings, reencodings } from './queries.js';
import type { FactsOne, SlipOne } from './scheme-one.js';

const pathIs = (path: string) => ({ parts: { path } });
const queryIs = (pairs: readonly Pair[]) => ({ parts: { query: joined(pairs) } });

const pairsOf = ({ target }: FactsOne): readonly Pair[] => signedPairs(halves(target).query);
const sorted = (pairs: readonly Pair[]): readonly Pair[] => pairs.toSorted(byKey);

/** By the whole `key=value`, as the provider's own toolkit does. */
const sortedWhole = (pairs: readonly Pair[]): readonly Pair[] =>
  pairs.toSorted((one, other) => (joined([one]) < joined([other]) ? -1 : 1));

/** All orders are tried of so many parameters. */
const mostReordered = 4;

/** What stood in the query before the signature was there. */
const placeholders = ['', 'signature', 'null', 'undefined'].map((value) => ({ key: 'signature', value }));

/** Mistakes in the lines of the request's path and query. */
export const targetSlips: readonly SlipOne[] = [
  { mistake: 'leading-slash', ways: ({ right }) => [pathIs(`/${right.path}`)] },
  {
    mistake: 'prefix-not-cut',
    ways({ arrival, target }) {
      const { path } = halves(target);
      return [...longerPaths(path), ...urlsOf(arrival, path)].map(pathIs);
    },
  },
  { mistake: 'query-line-empty', ways: () => ['', undefined].map((query) => ({ parts: { query } })) },
  {
    mistake: 'query-unsorted',
    ways(facts) {
      const pairs = pairsOf(facts);
      const inAllOrders = pairs.length > mostReordered ? [] : orders(pairs);
      return [pairs, sortedWhole(pairs), ...inAllOrders].map(queryIs);
    },
  },
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
    ways(facts) {
      const asSent = pairsOf(facts);
      return decodings(asSent).flatMap((pairs) => [
        queryIs(sorted(pairs)),
        // Of a query in which nothing is decoded, it is only the order.
        { ...queryIs(pairs), without: queryIs(asSent).parts },
      ]);
    },
  },
  {
    mistake: 'query-encoded-otherwise',
    ways: (facts) => reencodings(pairsOf(facts)).map((pairs) => queryIs(sorted(pairs))),
  },
];
