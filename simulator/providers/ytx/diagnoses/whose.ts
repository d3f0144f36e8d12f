import { type Claim, signMatches } from '../../../../contracts/ytx/signing.js';
import { firstOf, type Mistake } from '../../../core/diagnosis/mistakes.js';
import type { Account } from '../vocabulary.js';
import type { Facts } from './facts.js';
import { foundIf, signedAs, signedText, withValues } from './recomputed.js';

/** Whose authToken the Sign was made with, the path's account or the one that is claimed, beside either accountSID. */
function signerOf({ accountSID, account, others, sign = '' }: Facts, claim: Claim): Account | undefined {
  const named = others.find((other) => other.accountSID === claim.accountSID);
  return [account, named].find(
    (holder) =>
      holder !== undefined &&
      [accountSID, claim.accountSID].some((each) =>
        signMatches(sign, { accountSID: each, authToken: holder.authToken }, claim.timestamp),
      ),
  );
}

/** The parts are put together well, but are not all of one account. */
export const whose: readonly Mistake<Facts>[] = [
  {
    mistake: 'appid-for-account',
    reproduces({ subject, application, claim }) {
      if (application === undefined) return undefined;
      const isClaimed = subject === 'authorization' && claim?.accountSID === application.account;
      return foundIf(subject === 'account' || isClaimed, { accountSID: application.account });
    },
  },
  {
    mistake: 'header-sid-differs',
    reproduces(facts) {
      const { subject, claim, accountSID } = facts;
      if (subject !== 'authorization' || claim === undefined || claim.accountSID === accountSID) return undefined;
      const signer = signerOf(facts, claim);
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
];
