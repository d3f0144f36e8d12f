import { readTimestamp, timestampOf } from '../../../../contracts/ytx/china-time.js';
import { type AccountKeys, type Claim, readAuthorization, signOf } from '../../../../contracts/ytx/signing.js';
import type { Reproduced } from '../../../core/diagnosis/mistakes.js';
import type { DiagnosisAsked } from '../../../core/provider.js';
import { headerOf, queryOf } from '../../../core/requests/incoming-request.js';
import type { Documents } from '../../../core/state/documents.js';
import { type Account, accounts, type Application, applications, type YtxContext } from '../model.js';
import type { Readings } from '../readings.js';
import { accountExists, signIn, signIsRight } from '../rules/account.js';
import {
  authorizationIsReadable,
  authorizationNamesTheAccount,
  timestampIsAnInstant,
  timestampIsFresh,
  timestampIsNotAhead,
} from '../rules/authorization.js';

/** So many characters of a header or a Sign are looked at; no mistake that we know makes longer ones. */
const longestRead = 4096;

/** So many other accounts of the world are tried as the one whose credentials were taken. */
const accountsTried = 1000;

/** What a refusal was about; a refusal about anything else is explained by its check alone. */
type Subject = 'authorization' | 'timestamp' | 'account' | 'sign';

const subjects: Readonly<Record<string, Subject>> = {
  [authorizationIsReadable.name]: 'authorization',
  [authorizationNamesTheAccount.name]: 'authorization',
  [timestampIsAnInstant.name]: 'authorization',
  [timestampIsFresh.name]: 'timestamp',
  [timestampIsNotAhead.name]: 'timestamp',
  [accountExists.name]: 'account',
  [signIsRight.name]: 'sign',
};

/** What every search for a mistake starts from. */
export interface Facts {
  readonly subject: Subject;
  /** The instant of the request, ms since the epoch. */
  readonly now: number;
  readonly readings: Readings;
  /** As it stands in the path; `account` is undefined when nobody has it. */
  readonly accountSID: string;
  readonly account: Account | undefined;
  readonly others: readonly Account[];
  /** The application that has the path's accountSID for its appid. */
  readonly application: Application | undefined;
  /** The raw Authorization, and what it says; undefined when it is missing, or unreadable. */
  readonly header: string | undefined;
  readonly claim: Claim | undefined;
  /** The raw Sign, undefined when there is none; and the raw query in which it was looked for. */
  readonly sign: string | undefined;
  readonly query: string;
  /** Always fourteen digits: what stands in the header in whatever disguise, and else the time of the request. */
  readonly timestamp: string;
  /** The instant that `timestamp` names, ms since the epoch. */
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

/** Gathers what can be known of a refused request; undefined when its refusal is not about who signed it. */
export function factsOf({ context, refusedBy, documents }: DiagnosisAsked): Facts | undefined {
  const subject = subjects[refusedBy.name];
  if (subject === undefined) return undefined;
  // Recognition gave the request its route, and the catalogue its readings: these are YTX's own.
  const { request, now, readings, route, documents: thenOrNow } = context as YtxContext;
  const { accountSID } = route;
  const query = queryOf(request.targetForProvider);
  const header = headerOf(request, 'authorization')?.slice(0, longestRead);
  const claim = header === undefined ? undefined : readAuthorization(header);
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
    sign: signIn(query, readings.signParameter)?.slice(0, longestRead),
    query,
    timestamp,
    signedAt: readTimestamp(timestamp) ?? now,
  };
}

/**
 * What somebody signed or encoded, put together from an account's two halves.
 *
 * It is called once with the real ones, to compare, and once with what may be shown; so it must hold no token of its own.
 */
export type Text = (keys: AccountKeys) => string;

/** What a right Authorization encodes. */
export const claimOver =
  (timestamp: string): Text =>
  ({ accountSID }) =>
    `${accountSID}|${timestamp}`;

/** What a right Sign is made over. */
export const signedText =
  (timestamp: string): Text =>
  ({ accountSID, authToken }) =>
    accountSID + authToken + timestamp;

const hiddenToken = '‹token›';

/** The halves as they may be shown. An accountSID that nobody has may be anything, a credential too, so it is hidden. */
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

/** Whether the Sign was made over this text, with the account's own keys unless others are given. */
export function reproduceSign(
  { subject, account, sign }: Facts,
  text: Text,
  keys: AccountKeys | undefined = account,
): Reproduced | undefined {
  if (subject !== 'sign' || keys === undefined || sign?.length !== 32) return undefined;
  if (md5Of(text(keys)) !== sign.toLowerCase()) return undefined;
  return { signed: showText(text({ ...keys, authToken: hiddenToken })) };
}

/** Whether the Authorization is this text, encoded so. */
export function reproduceHeader(facts: Facts, text: Text, encode = base64Of): Reproduced | undefined {
  const { subject, accountSID, account, header } = facts;
  if (subject !== 'authorization' || header === undefined || accountSID.length > header.length) return undefined;
  const keys = account ?? { accountSID, authToken: hiddenToken };
  return encode(text(keys)) === header ? { signed: showText(text(accountKeys(facts))) } : undefined;
}

/** Adds what stands for the `{name}`s of the mistake's text. */
export const withValues = (
  found: Reproduced | undefined,
  values: Readonly<Record<string, string>>,
): Reproduced | undefined => (found === undefined ? undefined : { ...found, values });

/** A mistake that is not about a text: found or not. */
export const reproduceIf = (
  condition: boolean,
  values: Readonly<Record<string, string>> = {},
): Reproduced | undefined => (condition ? { values } : undefined);

/** How many times over base64 is taken off a header in search of its timestamp. */
const layers = 3;

/** What libraries for HTTP authentication put in front of a header. */
const scheme = /^(basic|bearer|token|digest)\s+/i;

/** A header as the word of a scheme in front, if there is one, and what stands behind it. */
export function withoutScheme(header: string): { readonly word: string | undefined; readonly rest: string } {
  const word = scheme.exec(header)?.[1];
  return { word, rest: header.replace(scheme, '') };
}

/** A text without its percent-encoding; as it is when it has none that can be resolved. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Base64 in any variant, with each character brought to the one it stands for: no padding, no line ends. */
export const bareBase64 = (text: string): string =>
  text
    .replace(/[\s=]+/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');

/** What base64 in any variant hides, a character for each byte; undefined when it is none. */
function behindBase64(text: string): string | undefined {
  try {
    return atob(bareBase64(text));
  } catch {
    return undefined;
  }
}

/** The fourteen digits with which a text ends or begins, if they are a timestamp. */
const timestampAt = (text: string): string | undefined =>
  [/(\d{14})\D{0,8}$/, /^(\d{14})\D/]
    .map((place) => place.exec(text)?.[1])
    .find((digits) => digits !== undefined && readTimestamp(digits) !== undefined);

/** The timestamp of an Authorization, however it was dressed up: it is what every other mistake is recomputed with. */
function timestampBehind(header: string): string | undefined {
  let text: string | undefined = decodePercent(decodePercent(withoutScheme(header).rest));
  for (let layer = 0; layer <= layers && text !== undefined; layer += 1) {
    const found = timestampAt(text);
    if (found !== undefined) return found;
    text = behindBase64(text);
  }
  return undefined;
}
