import { hash } from 'node:crypto';
import { type Call, minute, noon } from './caller.js';
import {
  accountSID,
  authToken,
  base64,
  type Circumstances,
  clockAt,
  md5,
  otherSID,
  otherToken,
  rightSign,
} from './diagnosed.js';

/** A mistake made on purpose: the request, and what must be found first. */
export interface Made {
  readonly mistake: string;
  readonly how: string;
  readonly call: Call;
  readonly given?: Circumstances;
  readonly refusedBy: string;
  /** A piece of what is said in English. */
  readonly says?: string;
  readonly signed?: string;
}

const time = '20261121120000';
const claim = `${accountSID}|${time}`;
const claimed = base64(claim);
/** A minute of the last hour whose Sign begins with a zero. */
const zeroTime =
  [...Array(60).keys()]
    .map((minutes) => clockAt(8, noon - minutes * minute))
    .filter((each) => rightSign(each).startsWith('0'))[0] ?? 'none';

const unreadable = 'ytx/authorization-is-readable';
const otherAccount = 'ytx/authorization-names-the-account';
const noInstant = 'ytx/timestamp-is-an-instant';
const wrongSign = 'ytx/sign-is-right';
const noSign = 'ytx/sign-is-present';

const header = (mistake: string, how: string, authorization: string | null, more: Partial<Made> = {}): Made => ({
  mistake,
  how,
  call: { authorization },
  refusedBy: unreadable,
  ...more,
});

export const sign = (mistake: string, how: string, value: string, more: Partial<Made> = {}): Made => ({
  mistake,
  how,
  call: { sign: value },
  refusedBy: wrongSign,
  ...more,
});

const signOver = (mistake: string, how: string, text: string, more: Partial<Made> = {}): Made =>
  sign(mistake, how, md5(text), { signed: text.replace(authToken, '‹token›').replace(/\n/, '\\n'), ...more });

export const headersMade: readonly Made[] = [
  header('authorization-missing', 'none', null),
  header('authorization-missing', 'an empty one', ''),
  header('basic-prefix', 'Basic in front', `Basic ${claimed}`, { signed: claim }),
  header('basic-prefix', 'basic in lower case', `basic ${claimed}`),
  header('basic-prefix', 'name and password', `Basic ${base64(`${accountSID}:${time}`)}`),
  header('basic-prefix', 'the token as password', `Basic ${base64(`${accountSID}:${authToken}`)}`, {
    signed: `${accountSID}:‹token›`,
  }),
  ...['Bearer', 'Token', 'bearer'].map((word) =>
    header('basic-prefix', `${word} in front`, `${word} ${claimed}`, { says: `the word ${word},` }),
  ),
  header('authorization-not-encoded', 'the text itself', claim),
  header('authorization-in-quotes', 'around the header', `"${claimed}"`, { signed: claim, says: '"base64(…)"' }),
  header('authorization-in-quotes', 'single ones around the header', `'${claimed}'`),
  header('authorization-in-quotes', 'around the text', base64(`"${claim}"`), {
    signed: `"${claim}"`,
    refusedBy: otherAccount,
  }),
  header('authorization-in-quotes', 'single ones around the text', base64(`'${claim}'`), {
    says: "base64('…')",
    refusedBy: otherAccount,
  }),
  header('base64-variant', 'no padding', claimed.replace(/=+$/, '')),
  header('base64-variant', 'line breaks', claimed.replace(/.{20}/g, '$&\r\n')),
  header('base64-variant', 'a line end behind it', `${claimed}\n`),
  header('base64-variant', 'the alphabet for URLs', base64(`ac~~~~|${time}`).replaceAll('+', '-'), {
    call: { pathAccount: 'ac~~~~', authorization: base64(`ac~~~~|${time}`).replaceAll('+', '-') },
  }),
  header('double-encoded', 'base64 twice', base64(claimed), { says: 'base64(base64(…))' }),
  header('double-encoded', 'percent-encoded', encodeURIComponent(claimed)),
  header('double-encoded', 'percent-encoded twice', encodeURIComponent(encodeURIComponent(claimed)), {
    says: 'encodeURIComponent(encodeURIComponent(',
  }),
  header('double-encoded', 'percent-encoded inside', base64(encodeURIComponent(claim)), { refusedBy: unreadable }),
  ...[':', ',', '', ' ', '-', '_', '&'].map((separator) =>
    header('separator', `"${separator}"`, base64(accountSID + separator + time), {
      says: separator === '' ? 'joined with nothing in between.' : `joined with ${JSON.stringify(separator)}.`,
      signed: accountSID + separator + time,
    }),
  ),
  header('separator', 'two bars', base64(`${accountSID}||${time}`), { refusedBy: noInstant }),
  header('separator', 'spaces around it', base64(`${accountSID} | ${time}`), { refusedBy: otherAccount }),
  header('sid-token-swapped', 'the token', base64(`${authToken}|${time}`), {
    refusedBy: otherAccount,
    signed: `‹token›|${time}`,
  }),
  header('sid-token-swapped', 'the token in the path too', null, {
    call: { pathAccount: authToken },
    refusedBy: 'ytx/account-exists',
  }),
  header('parts-reordered', 'the time first', base64(`${time}|${accountSID}`), { refusedBy: otherAccount }),
  header('line-end-added', 'echo', base64(`${claim}\n`), { refusedBy: noInstant, signed: `${claim}\\n` }),
  header('letter-case-changed', 'upper case', base64(claim.toUpperCase()), { refusedBy: otherAccount }),
  header('header-sid-differs', 'another in the header', null, {
    call: { claimedAccount: otherSID },
    refusedBy: otherAccount,
    says: accountSID,
  }),
  header('header-sid-differs', 'another in the path', null, {
    call: { pathAccount: otherSID, claimedAccount: accountSID },
    refusedBy: otherAccount,
    says: accountSID,
  }),
  header('header-sid-differs', 'another in the header and in Sign, which has the token of the path', null, {
    call: { claimedAccount: otherSID, sign: md5(otherSID + authToken + time) },
    refusedBy: otherAccount,
    says: accountSID,
  }),
  header('header-sid-differs', 'an unknown one in the header and in Sign', null, {
    call: { claimedAccount: 'unknown', sign: md5(`unknown${authToken}${time}`) },
    refusedBy: otherAccount,
    says: accountSID,
  }),
  header('header-sid-differs', 'another in the header, and its token in Sign', null, {
    call: { claimedAccount: otherSID, sign: md5(accountSID + otherToken + time) },
    refusedBy: otherAccount,
    says: otherSID,
  }),
  header('appid-for-account', 'an appid in the path alone', null, {
    call: { pathAccount: 'ab000000000000000000000000000001', claimedAccount: accountSID },
    refusedBy: otherAccount,
    says: 'not an accountSID',
  }),
  header('appid-for-account', 'an appid in the path', null, {
    call: { pathAccount: 'ab000000000000000000000000000001' },
    refusedBy: 'ytx/account-exists',
    says: 'not an accountSID',
  }),
];

export const signsMade: readonly Made[] = [
  sign('sign-parameter-missing', 'no query', '', { call: { query: '' }, refusedBy: noSign }),
  sign('sign-parameter-missing', 'no value', '', { refusedBy: noSign }),
  sign('sign-misspelled', 'in lower case', '', { call: { query: 'sign={Sign}' }, refusedBy: noSign, says: '"sign"' }),
  sign('double-encoded', 'base64 of the bytes', Buffer.from(rightSign(time), 'hex').toString('base64')),
  sign('double-encoded', 'base64, percent-encoded', encodeURIComponent(base64(rightSign(time)))),
  sign('double-encoded', 'MD5 twice', md5(rightSign(time)), { says: 'md5(md5 hex)' }),
  sign(
    'leading-zero-lost',
    'each byte',
    rightSign(time).replace(/../g, (byte) => byte.replace(/^0/, '')),
    {
      says: 'Integer.toHexString',
    },
  ),
  sign('leading-zero-lost', 'the whole number', '', {
    call: { timestamp: zeroTime, sign: rightSign(zeroTime).replace(/^0+/, '') },
    says: 'BigInteger',
  }),
  sign('sign-of-16-digits', 'the middle ones', rightSign(time).slice(8, 24).toUpperCase(), { says: '9 to 24' }),
  sign('digest-with-dashes', 'as C# prints it', (rightSign(time).match(/../g) ?? []).join('-').toUpperCase()),
  ...[`${rightSign(time)}%20`, `${rightSign(time)}+`, `%22${rightSign(time)}%22`, `'${rightSign(time)}'`].map((value) =>
    sign('sign-not-trimmed', `sent as ${value.replace(/\w{32}/, '…')}`, value),
  ),
  ...(['sha1', 'sha256'] as const).map((algorithm) =>
    sign('sign-of-another-digest', algorithm, hash(algorithm, accountSID + authToken + time, 'hex'), {
      says: { sha1: 'with SHA-1, which has 40', sha256: 'with SHA-256, which has 64' }[algorithm],
    }),
  ),
  ...['|', ':', ',', ' ', '&'].map((separator) =>
    signOver('separator', `"${separator}"`, [accountSID, authToken, time].join(separator)),
  ),
  signOver('sid-token-swapped', 'token first', authToken + accountSID + time),
  signOver('token-missing', 'no token', accountSID + time),
  signOver('token-missing', 'an undefined token', `${accountSID}undefined${time}`),
  signOver('parts-reordered', 'token last', accountSID + time + authToken, {
    says: 'accountSID + timestamp + authToken',
  }),
  signOver('line-end-added', 'at the end', `${accountSID}${authToken}${time}\n`),
  signOver('line-end-added', 'behind the token', `${accountSID}${authToken}\n${time}`),
  sign('letter-case-changed', 'all of it', md5((accountSID + authToken + time).toUpperCase())),
  sign('token-of-another-account', 'its token', md5(accountSID + otherToken + time), {
    says: otherSID,
    signed: `${accountSID}‹token›${time}`,
  }),
  sign('token-of-another-account', 'both', md5(otherSID + otherToken + time), {
    says: otherSID,
    signed: `${otherSID}‹token›${time}`,
  }),
];
