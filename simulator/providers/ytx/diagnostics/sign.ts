import { type Claim, otherDigestOf, signMatches, signOf } from '../../../../contracts/ytx/signing.js';
import { firstOf, type Mistake, type Reproduced } from '../../../core/diagnosis/mistakes.js';
import type { Account } from '../model.js';
import {
  claimOver,
  reproduceHeader,
  type Facts,
  reproduceIf,
  decodePercent,
  reproduceSign,
  signedText,
  type Text,
  withValues,
} from './facts.js';

/** The account wrongAccount authToken made the Sign: the claimed one, or another, with either accountSID. */
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

/** Mistakes that mix the credentials of several accounts. */
export const wrongAccount: readonly Mistake<Facts>[] = [
  {
    mistake: 'appid-for-account',
    reproduces({ subject, application, claim }) {
      if (application === undefined) return undefined;
      const isClaimed = subject === 'authorization' && claim?.accountSID === application.account;
      return reproduceIf(subject === 'account' || isClaimed, { accountSID: application.account });
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
        const found = reproduceSign(facts, text, mixed) ?? reproduceSign(facts, text, other);
        return withValues(found, { accountSID: other.accountSID });
      });
    },
  },
];

/** Separators between the parts. The first is correct in a Sign, `|` in an Authorization, but not the reverse. */
const separators = ['', '|', ':', ',', ' ', '-', '_', '&', ';', '/', '+', '.', '#', '||', ' | ', '\n', '\t'];

/** The separator in words; an invisible one in JSON notation. */
function separatorText(separator: string): Readonly<Record<string, string>> {
  if (separator === '') return { how: 'with nothing in between', howInChinese: '没有用分隔符' };
  const written = JSON.stringify(separator);
  return { how: `with ${written}`, howInChinese: `用了“${written.slice(1, -1)}”连接` };
}

/** Texts that programs write for a missing value. */
const absentTokens = ['', 'undefined', 'null', 'None', 'nil'];

const lineEnds = ['\n', '\r\n'];

type Order = readonly [order: string, inSign: (timestamp: string) => Text];

/** The other orders of the three parts, except one that has its own mistake. */
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

/** Mistakes in combining the correct parts. */
export const textParts: readonly Mistake<Facts>[] = [
  {
    mistake: 'separator',
    reproduces: (facts) =>
      firstOf(separators, (separator) =>
        withValues(
          reproduceHeader(facts, ({ accountSID }) => accountSID + separator + facts.timestamp) ??
            reproduceSign(facts, ({ accountSID, authToken }) =>
              [accountSID, authToken, facts.timestamp].join(separator),
            ),
          separatorText(separator),
        ),
      ),
  },
  {
    mistake: 'sid-token-swapped',
    reproduces: (facts) =>
      reproduceHeader(facts, ({ authToken }) => `${authToken}|${facts.timestamp}`) ??
      reproduceSign(facts, ({ accountSID, authToken }) => authToken + accountSID + facts.timestamp) ??
      reproduceIf(facts.subject !== 'sign' && facts.others.some(({ authToken }) => authToken === facts.accountSID)),
  },
  {
    mistake: 'token-missing',
    reproduces: (facts) =>
      firstOf(absentTokens, (nothing) =>
        reproduceSign(facts, ({ accountSID }) => accountSID + nothing + facts.timestamp),
      ),
  },
  {
    mistake: 'parts-reordered',
    reproduces: (facts) =>
      firstOf(orders, ([order, inSign]) => withValues(reproduceSign(facts, inSign(facts.timestamp)), { order })) ??
      withValues(
        reproduceHeader(facts, ({ accountSID }) => `${facts.timestamp}|${accountSID}`),
        { order: 'timestamp | accountSID' },
      ),
  },
  {
    mistake: 'line-end-added',
    reproduces: (facts) =>
      firstOf(
        lineEnds,
        (end) =>
          reproduceHeader(facts, claimOver(facts.timestamp + end)) ??
          reproduceSign(facts, signedText(facts.timestamp + end)) ??
          reproduceSign(facts, ({ accountSID, authToken }) => accountSID + authToken + end + facts.timestamp),
      ),
  },
  {
    mistake: 'letter-case-changed',
    reproduces: (facts) =>
      firstOf(
        cases,
        ([ofAccount, ofToken]) =>
          reproduceHeader(facts, ({ accountSID }) => `${ofAccount(accountSID)}|${facts.timestamp}`) ??
          reproduceSign(
            facts,
            ({ accountSID, authToken }) => ofAccount(accountSID) + ofToken(authToken) + facts.timestamp,
          ),
      ),
  },
];

/** Blanks, also as a query encodes them, and quotation marks; before or after a Sign. */
const around = /^[\s+"']+|[\s+"']+$/g;

/** The digests used by mistake instead of MD5. */
const otherDigests = [
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
] as const;

/** Mistakes that give a Sign that is not 32 hex digits. */
export const signForm: readonly Mistake<Facts>[] = [
  {
    mistake: 'sign-not-trimmed',
    reproduces({ subject, account, sign, timestamp }) {
      if (subject !== 'sign' || account === undefined || sign === undefined) return undefined;
      const trimmed = decodePercent(sign).replace(around, '');
      return reproduceIf(trimmed !== sign && signMatches(trimmed, account, timestamp));
    },
  },
  {
    mistake: 'sign-of-another-digest',
    reproduces({ subject, account, sign = '', timestamp }) {
      if (subject !== 'sign' || account === undefined) return undefined;
      const given = sign.toLowerCase();
      return firstOf(otherDigests, ([digest, name]) =>
        reproduceIf(given === otherDigestOf(name, account, timestamp), { digest, digits: String(given.length) }),
      );
    },
  },
];

type Printing = readonly [values: Readonly<Record<string, string>>, print: (hex: string) => string];

const withoutZeros: readonly Printing[] = [
  [{ way: 'BigInteger.toString(16)' }, (hex) => hex.replace(/^0+/, '')],
  [{ way: 'Integer.toHexString' }, (hex) => hex.replace(/../g, (byte) => byte.replace(/^0/, ''))],
];

const ofSixteenDigits: readonly Printing[] = [
  [{ first: '9', last: '24' }, (hex) => hex.slice(8, 24)],
  [{ first: '1', last: '16' }, (hex) => hex.slice(0, 16)],
  [{ first: '17', last: '32' }, (hex) => hex.slice(16)],
];

const withDashes: readonly Printing[] = ['-', ':', '%3A', '%20', '+'].map((between) => [
  { way: between },
  (hex) => (hex.match(/../g) ?? []).join(between.toLowerCase()),
]);

/** Whether the Sign is the correct digest in one of these notations. */
function reproducePrinted(
  { subject, account, sign, timestamp }: Facts,
  ways: readonly Printing[],
): Reproduced | undefined {
  if (subject !== 'sign' || account === undefined || sign === undefined) return undefined;
  const right = signOf(account, timestamp);
  return firstOf(ways, ([values, print]) => reproduceIf(print(right) === sign.toLowerCase(), values));
}

/** Wrong notations of the correct digest. */
export const digestPrinting: readonly Mistake<Facts>[] = [
  { mistake: 'leading-zero-lost', reproduces: (facts) => reproducePrinted(facts, withoutZeros) },
  { mistake: 'sign-of-16-digits', reproduces: (facts) => reproducePrinted(facts, ofSixteenDigits) },
  { mistake: 'digest-with-dashes', reproduces: (facts) => reproducePrinted(facts, withDashes) },
];
