import { firstOf, type Mistake } from '../../../core/diagnosis/mistakes.js';
import type { Facts } from './facts.js';
import { claimOver, encodedAs, foundIf, signedAs, signedText, type Text, withValues } from './recomputed.js';

/** What stood between the parts. The first is right in a Sign and `|` in an Authorization, but not the other way. */
const separators = ['', '|', ':', ',', ' ', '-', '_', '&', ';', '/', '+', '.', '#', '||', ' | ', '\n', '\t'];

/** How the parts were joined, in words; a separator that cannot be seen is written as in JSON. */
function joinedWith(separator: string): Readonly<Record<string, string>> {
  if (separator === '') return { how: 'with nothing in between', howInChinese: '没有用分隔符' };
  const written = JSON.stringify(separator);
  return { how: `with ${written}`, howInChinese: `用了“${written.slice(1, -1)}”连接` };
}

/** What programs write for a value that is not there. */
const absentTokens = ['', 'undefined', 'null', 'None', 'nil'];

const lineEnds = ['\n', '\r\n'];

type Order = readonly [order: string, inSign: (timestamp: string) => Text];

/** The other orders of the three parts, bar the one that has a mistake of its own. */
const orders: readonly Order[] = [
  ['accountSID + timestamp + authToken', (time) => (keys) => keys.accountSID + time + keys.authToken],
  ['timestamp + accountSID + authToken', (time) => (keys) => time + keys.accountSID + keys.authToken],
  ['timestamp + authToken + accountSID', (time) => (keys) => time + keys.authToken + keys.accountSID],
  ['authToken + timestamp + accountSID', (time) => (keys) => keys.authToken + time + keys.accountSID],
];

const same = (text: string): string => text;
const upper = (text: string): string => text.toUpperCase();
const lower = (text: string): string => text.toLowerCase();
type InCase = readonly [ofAccount: (text: string) => string, ofToken: (text: string) => string];
const cases: readonly InCase[] = [upper, lower].flatMap((changed): readonly InCase[] => [
  [changed, changed],
  [same, changed],
  [changed, same],
]);

/** The right parts, put together in another way than the page says. */
export const textParts: readonly Mistake<Facts>[] = [
  {
    mistake: 'separator',
    reproduces: (facts) =>
      firstOf(separators, (separator) =>
        withValues(
          encodedAs(facts, ({ accountSID }) => accountSID + separator + facts.timestamp) ??
            signedAs(facts, ({ accountSID, authToken }) => [accountSID, authToken, facts.timestamp].join(separator)),
          joinedWith(separator),
        ),
      ),
  },
  {
    mistake: 'sid-token-swapped',
    reproduces: (facts) =>
      encodedAs(facts, ({ authToken }) => `${authToken}|${facts.timestamp}`) ??
      signedAs(facts, ({ accountSID, authToken }) => authToken + accountSID + facts.timestamp) ??
      foundIf(facts.subject !== 'sign' && facts.others.some(({ authToken }) => authToken === facts.accountSID)),
  },
  {
    mistake: 'token-missing',
    reproduces: (facts) =>
      firstOf(absentTokens, (nothing) => signedAs(facts, ({ accountSID }) => accountSID + nothing + facts.timestamp)),
  },
  {
    mistake: 'parts-reordered',
    reproduces: (facts) =>
      firstOf(orders, ([order, inSign]) => withValues(signedAs(facts, inSign(facts.timestamp)), { order })) ??
      withValues(
        encodedAs(facts, ({ accountSID }) => `${facts.timestamp}|${accountSID}`),
        { order: 'timestamp | accountSID' },
      ),
  },
  {
    mistake: 'line-end-added',
    reproduces: (facts) =>
      firstOf(
        lineEnds,
        (end) =>
          encodedAs(facts, claimOver(facts.timestamp + end)) ??
          signedAs(facts, signedText(facts.timestamp + end)) ??
          signedAs(facts, ({ accountSID, authToken }) => accountSID + authToken + end + facts.timestamp),
      ),
  },
  {
    mistake: 'letter-case-changed',
    reproduces: (facts) =>
      firstOf(
        cases,
        ([ofAccount, ofToken]) =>
          encodedAs(facts, ({ accountSID }) => `${ofAccount(accountSID)}|${facts.timestamp}`) ??
          signedAs(facts, ({ accountSID, authToken }) => ofAccount(accountSID) + ofToken(authToken) + facts.timestamp),
      ),
  },
];
