import { signMatches } from '../../../../contracts/ytx/signing.js';
import type { Mistake } from '../../../core/diagnosis.js';
import { firstOf } from '../../../core/diagnosis.js';
import type { Account } from '../vocabulary.js';
import type { Facts } from './facts.js';
import { foundIf, signedAs, signedText, withValues } from './recomputed.js';

/** The account for which the Sign is right: the path's, or the one that Authorization names. */
function signerOf({ account, others, claim, sign }: Facts): Account | undefined {
  const named = others.find(({ accountSID }) => accountSID === claim?.accountSID);
  return [account, named].find(
    (each) => each !== undefined && claim !== undefined && signMatches(sign ?? '', each, claim.timestamp),
  );
}

/** The parts are put together well, but are not all of one account. */
export const whose: readonly Mistake<Facts>[] = [
  {
    mistake: 'header-sid-differs',
    reproduces(facts) {
      const { subject, claim, accountSID } = facts;
      if (subject !== 'authorization' || claim === undefined || claim.accountSID === accountSID) return undefined;
      const signer = signerOf(facts);
      return signer === undefined ? undefined : { values: { accountSID: signer.accountSID } };
    },
  },
  {
    mistake: 'token-of-another-account',
    reproduces(facts) {
      const { account, others, timestamp } = facts;
      const text = signedText(timestamp);
      return firstOf(others, (other) => {
        const mixed = { accountSID: account?.accountSID ?? '', authToken: other.authToken };
        const found = signedAs(facts, text, mixed) ?? signedAs(facts, text, other);
        return withValues(found, { accountSID: other.accountSID });
      });
    },
  },
  {
    mistake: 'appid-for-account',
    reproduces: ({ subject, application }) =>
      foundIf(subject === 'account' && application !== undefined, { accountSID: application?.account ?? '' }),
  },
];
