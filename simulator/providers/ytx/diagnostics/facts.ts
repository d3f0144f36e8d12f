import { readTimestamp, timestampOf } from '../../../../contracts/ytx/china-time.js';
import { type AccountKeys, type Claim, readAuthorization, signOf } from '../../../../contracts/ytx/signing.js';
import type { Reproduced } from '../../../core/diagnosis/mistakes.js';
import type { DiagnosisInput } from '../../../core/provider.js';
import { headerOf, queryOf } from '../../../core/requests/incoming-request.js';
import type { Documents } from '../../../core/state/documents.js';
import { type Account, accounts, type Application, applications, type YtxContext } from '../model.js';
import type { Readings } from '../readings.js';
import { accountExists, signIn, signIsPresent, signIsRight } from '../rules/account.js';
import {
  authorizationIsReadable,
  authorizationNamesTheAccount,
  timestampIsAnInstant,
  timestampIsFresh,
  timestampIsNotAhead,
} from '../rules/authorization.js';

/** The maximum number of characters of a header or a Sign that are read; no known mistake produces longer ones. */
const maxReadLength = 4096;

/** The maximum number of other accounts of the world whose credentials are tried. */
const accountsTried = 1000;

/** The subject of a refusal; other refusals are explained by their check alone. */
type Subject = 'authorization' | 'timestamp' | 'account' | 'sign';

const subjects: Readonly<Record<string, Subject>> = {
  [authorizationIsReadable.name]: 'authorization',
  [authorizationNamesTheAccount.name]: 'authorization',
  [timestampIsAnInstant.name]: 'authorization',
  [timestampIsFresh.name]: 'timestamp',
  [timestampIsNotAhead.name]: 'timestamp',
  [accountExists.name]: 'account',
  [signIsPresent.name]: 'sign',
  [signIsRight.name]: 'sign',
};

/** The input of every search for a mistake. */
export interface Facts {
  readonly subject: Subject;
  /** The instant of the request, ms since the epoch. */
  readonly now: number;
  readonly readings: Readings;
  /** As in the path; `account` is undefined if it is unknown. */
  readonly accountSID: string;
  readonly account: Account | undefined;
  readonly others: readonly Account[];
  /** The application whose appid is the path's accountSID. */
  readonly application: Application | undefined;
  /** The raw Authorization, and its decoded content; undefined if it is missing or unreadable. */
  readonly header: string | undefined;
  readonly claim: Claim | undefined;
  /** The raw Sign, undefined if there is none, and the raw query. */
  readonly sign: string | undefined;
  readonly query: string;
  /** Always fourteen digits: the timestamp in the header in any encoding, or the time of the request. */
  readonly timestamp: string;
  /** The instant of `timestamp`, ms since the epoch. */
  readonly signedAt: number;
}

const othersThan = (accountSID: string, documents: Documents): readonly Account[] =>
  accounts
    .all(documents)
    .filter(([id]) => id !== accountSID)
    .slice(0, accountsTried)
    .map(([, account]) => account);

const timestampOfClaim = (claim: Claim | undefined): string | undefined =>
  claim !== undefined && readTimestamp(claim.timestamp) !== undefined ? claim.timestamp : undefined;

/** Collects the facts on a refused request; undefined if its refusal is not about the signer. */
export function factsOf({ context, refusedBy, documents }: DiagnosisInput): Facts | undefined {
  const subject = subjects[refusedBy.name];
  if (subject === undefined) return undefined;
  // The router created the route, and the catalogue the readings, so these have YTX's types.
  const { request, now, readings, route, documents: thenOrNow } = context as YtxContext;
  const { accountSID } = route;
  const query = queryOf(request.targetForProvider);
  const header = headerOf(request, 'authorization')?.slice(0, maxReadLength);
  const claim = header === undefined ? undefined : readAuthorization(header, readings.authorizationPadding);
  const timestamp = timestampOfClaim(claim) ?? timestampBehind(header ?? '') ?? timestampOf(now);
  return {
    subject,
    now,
    readings,
    accountSID,
    account: accounts.read(thenOrNow, accountSID),
    others: othersThan(accountSID, documents),
    application: applications.read(thenOrNow, accountSID),
    header,
    claim,
    sign: signIn(query, readings.signParameter)?.slice(0, maxReadLength),
    query,
    timestamp,
    signedAt: readTimestamp(timestamp) ?? now,
  };
}

/**
 * A text to sign or encode, built from an account's credentials.
 *
 * Called with the real ones, to compare, and with the placeholders, to show; so it must not contain a token itself.
 */
export type Text = (keys: AccountKeys) => string;

/** The text of a correct Authorization. */
export const claimOver =
  (timestamp: string): Text =>
  ({ accountSID }) =>
    `${accountSID}|${timestamp}`;

/** The text of a correct Sign. */
export const signedText =
  (timestamp: string): Text =>
  ({ accountSID, authToken }) =>
    accountSID + authToken + timestamp;

const hiddenToken = '‹token›';

/** The credentials as shown. An unknown accountSID may be any text, even a credential, so it is hidden. */
export const accountKeys = ({ account }: Pick<Facts, 'account'>): AccountKeys => ({
  accountSID: account?.accountSID ?? '‹accountSID›',
  authToken: hiddenToken,
});

const showText = (text: string): string => text.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t');

const encoder = new TextEncoder();

/** A text's UTF-8 bytes in base64, padded. */
export const base64Of = (text: string): string => btoa(String.fromCharCode(...encoder.encode(text)));

/** MD5 over any text, as 32 lower-case hex digits. */
export const md5Of = (text: string): string => signOf({ accountSID: text, authToken: '' }, '');

/** Whether the Sign was made over this text. Default: with the account's own keys. */
export function reproduceSign(
  { subject, account, sign }: Facts,
  text: Text,
  keys: AccountKeys | undefined = account,
): Reproduced | undefined {
  if (subject !== 'sign' || keys === undefined || sign?.length !== 32) return undefined;
  if (md5Of(text(keys)) !== sign.toLowerCase()) return undefined;
  return { signed: showText(text({ ...keys, authToken: hiddenToken })) };
}

/** Whether the Authorization is this text in this encoding. */
export function reproduceHeader(facts: Facts, text: Text, encode = base64Of): Reproduced | undefined {
  const { subject, accountSID, account, header } = facts;
  if (subject !== 'authorization' || header === undefined || accountSID.length > header.length) return undefined;
  const keys = account ?? { accountSID, authToken: hiddenToken };
  return encode(text(keys)) === header ? { signed: showText(text(accountKeys(facts))) } : undefined;
}

/** Adds values for the placeholders of the mistake's text. */
export const withValues = (
  found: Reproduced | undefined,
  values: Readonly<Record<string, string>>,
): Reproduced | undefined => (found === undefined ? undefined : { ...found, values });

/** The result of a mistake that is not about a text. */
export const reproduceIf = (
  condition: boolean,
  values: Readonly<Record<string, string>> = {},
): Reproduced | undefined => (condition ? { values } : undefined);

/** The maximum number of layers of base64 that are removed from a header to find its timestamp. */
const layers = 3;

/** Prefixes that HTTP authentication libraries add to a header. */
const scheme = /^(basic|bearer|token|digest)\s+/i;

/** Splits a header into the word of a scheme, if any, and the rest. */
export function withoutScheme(header: string): { readonly word: string | undefined; readonly rest: string } {
  const word = scheme.exec(header)?.[1];
  return { word, rest: header.replace(scheme, '') };
}

/** A text without the quotation marks around it, single or double; unchanged if it has none. */
export const withoutQuotes = (text: string): string => /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;

/** A percent-decoded text; unchanged if it cannot be decoded. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Base64 of any variant in the standard alphabet, without padding and line ends. */
export const bareBase64 = (text: string): string =>
  text
    .replace(/[\s=]+/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');

/** The decoded content of base64 in any variant, one character for each byte; undefined if it is not base64. */
function behindBase64(text: string): string | undefined {
  try {
    return atob(bareBase64(text));
  } catch {
    return undefined;
  }
}

/** The fourteen digits at the end or the beginning of a text, if they are a timestamp. */
const timestampAt = (text: string): string | undefined =>
  [/(\d{14})\D{0,8}$/, /^(\d{14})\D/]
    .map((place) => place.exec(text)?.[1])
    .find((digits) => digits !== undefined && readTimestamp(digits) !== undefined);

/** The timestamp of an Authorization in any encoding; all other mistakes are computed with it. */
function timestampBehind(header: string): string | undefined {
  let text: string | undefined = decodePercent(decodePercent(withoutQuotes(withoutScheme(header).rest)));
  for (let layer = 0; layer <= layers && text !== undefined; layer += 1) {
    const found = timestampAt(text);
    if (found !== undefined) return found;
    text = behindBase64(text);
  }
  return undefined;
}
