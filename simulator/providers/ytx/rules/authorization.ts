import { type Claim, readAuthorization } from '../../../../contracts/ytx/signing.js';
import { readTimestamp, wallClockOf } from '../../../../contracts/ytx/china-time.js';
import { headerOf } from '../../../core/requests/incoming-request.js';
import { lookup, rule } from '../../../core/pipeline/check.js';
import { assumed, documented, refusals, single } from '../evidence.js';
import type { YtxContext } from '../model.js';

type ClaimContext = YtxContext & { readonly claim: Claim };
type TimestampContext = ClaimContext & { readonly signedAt: number };

const page = 'create-meeting-page';
const refusal = refusals.authorizationRejected;
const codeInferred = assumed('The text of this error mentions the header; no reply to a malformed one was seen.');

export const authorizationIsReadable = lookup({
  name: 'ytx/authorization-is-readable',
  scenario: 'authorization-unreadable',
  provides: 'claim',
  refusal,
  evidence: [documented(page, 'base64加密(账户Id + "|" + 时间戳)'), codeInferred],
  readings: ['authorizationPadding'],
  details: ({ request }: YtxContext) => ({
    expected: 'base64 of account|timestamp',
    received: headerOf(request, 'authorization') === undefined ? 'no Authorization header' : 'an Authorization header',
  }),
  resolve({ request, readings }: YtxContext) {
    const header = headerOf(request, 'authorization');
    return header === undefined ? undefined : readAuthorization(header, readings.authorizationPadding);
  },
});

export const authorizationNamesTheAccount = rule({
  name: 'ytx/authorization-names-the-account',
  scenario: 'authorization-of-another-account',
  refusal,
  evidence: [assumed('The page uses one account id for both; the reply if they differ is unknown.')],
  details: ({ claim, route }: ClaimContext) => ({ expected: route.accountSID, received: claim.accountSID }),
  test: ({ claim, route }: ClaimContext) => claim.accountSID === route.accountSID,
});

export const timestampIsAnInstant = lookup({
  name: 'ytx/timestamp-is-an-instant',
  scenario: 'timestamp-malformed',
  provides: 'signedAt',
  refusal,
  evidence: [documented(page, '格式"yyyyMMddHHmmss",如:20140416142030'), codeInferred],
  details: ({ claim }: ClaimContext) => ({ expected: 'yyyyMMddHHmmss at +08:00', received: claim.timestamp }),
  resolve: ({ claim }: ClaimContext) => readTimestamp(claim.timestamp),
});

const hour = 60 * 60 * 1000;
const validFor = { '24h': 24 * hour, '10min': hour / 6 } as const;

/** Timestamps count whole seconds, so ages do too. */
const ageOf = ({ now, signedAt }: TimestampContext): number => Math.floor(now / 1000) * 1000 - signedAt;

const timeDetails = (context: TimestampContext): { readonly expected: string; readonly received: string } => ({
  expected: `near ${wallClockOf(context.now)} at +08:00`,
  received: wallClockOf(context.signedAt),
});

export const timestampIsFresh = rule({
  name: 'ytx/timestamp-is-fresh',
  scenario: 'timestamp-expired',
  refusal,
  evidence: [
    documented(page, '时间戳有效时间为24小时'),
    single('vendor-error-table', '包头验证信息超时,默认有效时间十分钟'),
  ],
  readings: ['validity'],
  details: timeDetails,
  test: (context: TimestampContext) => ageOf(context) <= validFor[context.readings.validity],
});

export const timestampIsNotAhead = rule({
  name: 'ytx/timestamp-is-not-ahead',
  scenario: 'timestamp-in-the-future',
  refusal,
  evidence: [
    assumed('Nothing is known of timestamps in the future; a day in either direction tolerates a wrong time zone.'),
  ],
  readings: ['futureTimestamps'],
  details: timeDetails,
  test(context: TimestampContext) {
    const ahead = -ageOf(context);
    if (context.readings.futureTimestamps === 'accepted') return true;
    return ahead <= (context.readings.futureTimestamps === 'refused' ? 0 : validFor['24h']);
  },
});
