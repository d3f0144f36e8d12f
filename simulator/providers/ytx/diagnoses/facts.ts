import { readTimestamp, timestampOf } from '../../../../contracts/ytx/china-time.js';
import { type Claim, readAuthorization } from '../../../../contracts/ytx/signing.js';
import { headerOf, queryOf } from '../../../core/requests/incoming-request.js';
import type { DiagnosisAsked } from '../../../core/provider.js';
import type { Documents } from '../../../core/state/documents.js';
import type { Readings } from '../readings.js';
import { accountExists, signIn, signIsRight } from '../rules/account.js';
import {
  authorizationIsReadable,
  authorizationNamesTheAccount,
  timestampIsAnInstant,
  timestampIsFresh,
  timestampIsNotAhead,
} from '../rules/authorization.js';
import { type Account, accounts, type Application, applications, type YtxArriving } from '../vocabulary.js';
import { timestampBehind } from './header-read.js';

/** So many characters of a header or a Sign are looked at; no mistake that we know makes longer ones. */
const longestRead = 4096;

/** So many other accounts of the world are tried as the one whose credentials were taken. */
const accountsTried = 1000;

/** What a refusal was about; a refusal about anything else is explained by its check alone. */
export type Subject = 'authorization' | 'timestamp' | 'account' | 'sign';

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
export function factsOf({ arriving, refusedBy, documents }: DiagnosisAsked): Facts | undefined {
  const subject = subjects[refusedBy.name];
  if (subject === undefined) return undefined;
  // Recognition gave the request its route, and the catalogue its readings: these are YTX's own.
  const { arrival, now, readings, route, documents: thenOrNow } = arriving as YtxArriving;
  const { accountSID } = route;
  const query = queryOf(arrival.targetForProvider);
  const header = headerOf(arrival, 'authorization')?.slice(0, longestRead);
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
