import { otherDigestOf, signMatches } from '../../../../contracts/ytx/signing.js';
import { firstOf, type Mistake } from '../../../core/diagnosis/mistakes.js';
import type { Facts } from './facts.js';
import { percentDecoded } from './header-read.js';
import { foundIf } from './recomputed.js';

/** Blanks, as a query may write them, and quotation marks; before or behind a Sign. */
const around = /^[\s+"']+|[\s+"']+$/g;

/** The digests that a Sign is made with instead of MD5. */
const otherDigests = [
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
] as const;

/** Ways in which the Sign is no 32 hex digits. */
export const signForm: readonly Mistake<Facts>[] = [
  {
    mistake: 'sign-not-trimmed',
    reproduces({ subject, account, sign, timestamp }) {
      if (subject !== 'sign' || account === undefined || sign === undefined) return undefined;
      const trimmed = percentDecoded(sign).replace(around, '');
      return foundIf(trimmed !== sign && signMatches(trimmed, account, timestamp));
    },
  },
  {
    mistake: 'sign-of-another-digest',
    reproduces({ subject, account, sign = '', timestamp }) {
      if (subject !== 'sign' || account === undefined) return undefined;
      const given = sign.toLowerCase();
      return firstOf(otherDigests, ([digest, name]) =>
        foundIf(given === otherDigestOf(name, account, timestamp), { digest, digits: String(given.length) }),
      );
    },
  },
];
