import type { Mistake } from '../../../core/diagnosis.js';
import type { Facts } from './facts.js';
import { bareBase64 } from './header-read.js';
import type { Text } from './recomputed.js';
import { base64Of, encodedAs, firstOf } from './recomputed.js';

const claimOf =
  ({ timestamp }: Facts): Text =>
  ({ accountSID }) =>
    `${accountSID}|${timestamp}`;

/** The right text, and what a library for Basic makes of a name and a password. */
const behindBasic = ({ timestamp }: Facts): readonly Text[] => [
  ({ accountSID }) => `${accountSID}|${timestamp}`,
  ({ accountSID }) => `${accountSID}:${timestamp}`,
  ({ accountSID, authToken }) => `${accountSID}:${authToken}`,
];

/** Ways in which the header is no plain base64, though its text may be right. */
export const headerForm: readonly Mistake<Facts>[] = [
  {
    mistake: 'basic-prefix',
    reproduces(facts) {
      const header = /^basic\s+(.*)$/is.exec(facts.header ?? '')?.[1];
      return firstOf(behindBasic(facts), (text) => encodedAs({ ...facts, header }, text));
    },
  },
  {
    mistake: 'authorization-not-encoded',
    reproduces: (facts) => encodedAs(facts, claimOf(facts), (text) => text),
  },
  {
    mistake: 'base64-variant',
    reproduces: (facts) =>
      encodedAs({ ...facts, header: bareBase64(facts.header ?? '') }, claimOf(facts), (text) =>
        bareBase64(base64Of(text)),
      ),
  },
];
