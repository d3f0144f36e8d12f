import { timestampOf } from '../../../../contracts/ytx/china-time.js';
import { firstOf, type Mistake } from '../../../core/diagnosis/mistakes.js';
import type { Facts } from './facts.js';
import { signedAs, signedText, withValues } from './recomputed.js';

/** The clock may have been read twice, with so many seconds between. */
const secondsApart = 120;

/** The nearest first. */
const distances = Array.from({ length: secondsApart }, (_, index) => [index + 1, -index - 1]).flat();

/** The Sign was made with another second than the header's: its clock was read on its own. */
export const timestampsDiffer: Mistake<Facts> = {
  mistake: 'timestamps-differ',
  reproduces: (facts) =>
    firstOf(distances, (seconds) => {
      const timestamp = timestampOf(facts.signedAt + seconds * 1000);
      const found = signedAs(facts, signedText(timestamp));
      return withValues(found, { seconds: String(Math.abs(seconds)) });
    }),
};
