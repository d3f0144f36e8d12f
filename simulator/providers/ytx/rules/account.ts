import { type Claim, signMatches } from '../../../../contracts/ytx/signing.js';
import { queryOf } from '../../../core/requests/incoming-request.js';
import { lookup, rule } from '../../../core/pipeline/check.js';
import { assumed, corroborated, documented, refusals, single } from '../evidence.js';
import { type Account, accounts, type YtxContext } from '../model.js';
import type { Readings } from '../readings.js';

type WithAccount = YtxContext & { readonly account: Account };
type SignContext = WithAccount & { readonly claim: Claim };

export const accountExists = lookup({
  name: 'ytx/account-exists',
  scenario: 'account-unknown',
  provides: 'account',
  refusal: refusals.accountUnknown,
  evidence: [
    single(
      ['vendor-error-table', 'error-table-python'],
      "Two copies of the provider's table of codes list one for an unknown account.",
    ),
  ],
  details: ({ route }: YtxContext) => ({ expected: 'a known account', received: route.accountSID }),
  resolve: ({ documents, route }: YtxContext) => accounts.read(documents, route.accountSID),
});

export const accountIsActive = rule({
  name: 'ytx/account-is-active',
  scenario: 'account-suspended',
  refusal: refusals.accountNotActive,
  evidence: [
    single(
      ['vendor-error-table', 'error-table-python'],
      "Two copies of the provider's table of codes list one for an account that is not active.",
    ),
  ],
  details: ({ account }: WithAccount) => ({ expected: 'active', received: account.status }),
  test: ({ account }: WithAccount) => account.status === 'active',
});

/** The first `Sign` of a raw query, in the spelling that the readings accept; undefined if there is none. */
export function signIn(query: string, spelling: 'Sign' | 'any-case'): string | undefined {
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals);
    const isSign = name === 'Sign' || (spelling === 'any-case' && name.toLowerCase() === 'sign');
    if (isSign && equals >= 0) return pair.slice(equals + 1);
  }
  return undefined;
}

const signOfRequest = ({ request, readings }: YtxContext): string | undefined =>
  signIn(queryOf(request.targetForProvider), readings.signParameter);

export const signIsPresent = rule({
  name: 'ytx/sign-is-present',
  scenario: 'sign-missing',
  refusal: {
    oneOf: [refusals.authTokenRejected, refusals.parameterMissing],
    by: ({ absentSign }: Readings) =>
      absentSign === 'missing-parameter' ? refusals.parameterMissing : refusals.authTokenRejected,
  },
  evidence: [
    documented('create-meeting-page', '*URL后必须带有Sign参数'),
    assumed('No reply to a missing Sign was seen: it may count as a wrong Sign, or as a missing parameter.'),
  ],
  readings: ['signParameter', 'absentSign'],
  details(context: YtxContext) {
    const sign = signOfRequest(context);
    const received = sign === undefined ? 'no Sign' : sign === '' ? 'an empty Sign' : 'a Sign';
    return { expected: 'Sign in the query', received };
  },
  test: (context: YtxContext) => (signOfRequest(context) ?? '') !== '',
});

export const signIsRight = rule({
  name: 'ytx/sign-is-right',
  scenario: 'sign-wrong',
  refusal: refusals.authTokenRejected,
  evidence: [
    documented('create-meeting-page', 'MD5加密(账户Id + 账户授权令牌 +时间戳) … 注:MD5加密32位,无论大小写'),
    corroborated(
      ['notice-client', 'phone-list-client'],
      'They use one signed URL many times, so replays are accepted.',
    ),
    assumed('The text of this error mentions the token; no reply to a wrong Sign was seen.'),
  ],
  readings: ['signParameter'],
  details: (context: SignContext) => ({
    expected: 'MD5 of account, token and the timestamp of Authorization, 32 hex digits',
    received: `a Sign of ${signOfRequest(context)?.length ?? 0} characters`,
  }),
  test(context: SignContext) {
    const sign = signOfRequest(context);
    return sign !== undefined && signMatches(sign, context.account, context.claim.timestamp);
  },
});
