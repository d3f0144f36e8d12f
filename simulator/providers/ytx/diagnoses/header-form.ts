import { firstOf, type Mistake } from '../../../core/diagnosis/mistakes.js';
import type { Facts } from './facts.js';
import { bareBase64, withoutScheme } from './header-read.js';
import { base64Of, claimOver, encodedAs, type Text, withValues } from './recomputed.js';

/** The right text, and what a library for Basic makes of a name and a password. */
const behindScheme = ({ timestamp }: Facts): readonly Text[] => [
  claimOver(timestamp),
  ({ accountSID }) => `${accountSID}:${timestamp}`,
  ({ accountSID, authToken }) => `${accountSID}:${authToken}`,
];

/** Ways in which the header is no plain base64, though its text may be right. */
export const headerForm: readonly Mistake<Facts>[] = [
  {
    mistake: 'basic-prefix',
    reproduces(facts) {
      const { word, rest } = withoutScheme(facts.header ?? '');
      if (word === undefined) return undefined;
      const found = firstOf(behindScheme(facts), (text) => encodedAs({ ...facts, header: rest }, text));
      return withValues(found, { word });
    },
  },
  {
    mistake: 'authorization-not-encoded',
    reproduces: (facts) => encodedAs(facts, claimOver(facts.timestamp), (text) => text),
  },
  {
    mistake: 'base64-variant',
    reproduces: (facts) =>
      encodedAs({ ...facts, header: bareBase64(facts.header ?? '') }, claimOver(facts.timestamp), (text) =>
        bareBase64(base64Of(text)),
      ),
  },
];
