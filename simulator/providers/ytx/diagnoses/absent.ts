import { signMatches } from '../../../../contracts/ytx/signing.js';
import type { Mistake } from '../../../core/diagnosis/mistakes.js';
import type { Facts } from './facts.js';
import { foundIf } from './recomputed.js';

/** Names under which a Sign is looked for that did not come as `Sign`. */
const otherNames = /^(?:sign|signature|sig|md5|token)$/i;

/** The name under which the right Sign came after all. */
function misspelledIn({ account, query, timestamp }: Facts): string | undefined {
  const named = query.split('&').map((pair) => pair.split('=', 2));
  const right = named.find(
    ([name = '', value = '']) =>
      account !== undefined && otherNames.test(name) && signMatches(value, account, timestamp),
  );
  return right?.[0];
}

/** What did not come at all, or not under its name. */
export const absent: readonly Mistake<Facts>[] = [
  {
    mistake: 'authorization-missing',
    reproduces: ({ subject, header }) => foundIf(subject === 'authorization' && (header ?? '') === ''),
  },
  {
    mistake: 'sign-misspelled',
    reproduces(facts) {
      const name = facts.subject === 'sign' && facts.sign === undefined ? misspelledIn(facts) : undefined;
      return name === undefined ? undefined : { values: { name } };
    },
  },
  {
    mistake: 'sign-parameter-missing',
    reproduces: (facts) =>
      foundIf(facts.subject === 'sign' && (facts.sign ?? '') === '' && misspelledIn(facts) === undefined),
  },
];
