import { rule } from '../../core/pipeline/check.js';
import { type KnownBy, pipeline } from '../../core/pipeline/pipeline.js';
import type { StubSupport } from '../../core/provider.js';
import type { LimitState } from '../../core/state/limiter.js';
import { assumed, documented, page, refusals, single } from './evidence.js';
import { type EnterpriseContext, limitWindowMs, type Route, settingsIn, type XylinkContext } from './model.js';
import type { Readings } from './readings.js';
import { bearerBelongsToTheCaller, bearerIsFresh, bearerIsKnown } from './rules/bearer.js';
import { enterpriseIsKnown, platformHasGroups, versionIsServed } from './rules/enterprise.js';
import { nonceIsGiven, nonceIsNew, timestampIsGiven, timestampIsNear } from './rules/freshness.js';
import { signatureOneIsRight, signatureTwoIsRight } from './rules/signature.js';

const enterpriseChecks = pipeline<XylinkContext>().check(versionIsServed).check(enterpriseIsKnown);

const isWithinTheLimit = rule({
  name: 'xylink/is-within-the-limit',
  scenario: 'too-many-requests',
  refusal: {
    oneOf: [refusals.serviceBusy, refusals.tooManyRequests],
    by: ({ limitBody }: Readings) => (limitBody === 'none' ? refusals.tooManyRequests : refusals.serviceBusy),
  },
  evidence: [
    documented(page, '默认接口请求频率限制:20次/秒'),
    single('derived-errors', 'A code for a busy service exists.'),
    assumed('The reply beyond the limit is unknown, and so is how requests count.'),
  ],
  readings: ['limitScope', 'limitWindows', 'limitCountsRefused', 'limitStatus', 'limitBody', 'limitRetryAfter'],
  details(known: EnterpriseContext) {
    const seen = countRequest(known);
    if (seen === undefined) return { expected: 'no limit', received: 'a request without a limit' };
    const { key, count, max, windowMs, windows, nextAt } = seen;
    const expected = `at most ${max} requests within ${windowMs} ms`;
    const received = `${count} before this one`;
    return { expected, received, key, count, max, windowMs, windows, nextAt };
  },
  test: (known: EnterpriseContext) => countRequest(known)?.passed ?? true,
});

const verifiedSignature = pipeline<EnterpriseContext>()
  .check(bearerIsKnown)
  .check(bearerIsFresh)
  .check(bearerBelongsToTheCaller)
  .check(signatureOneIsRight);

const signatureChecks = verifiedSignature
  .check(timestampIsGiven)
  .check(nonceIsGiven)
  .check(signatureTwoIsRight)
  .check(timestampIsNear)
  .check(nonceIsNew)
  .check(isWithinTheLimit);

/** The checks of the caller, up to a signature 1.0. The version of a call is not the caller's, and a stub has none. */
export const verifiedCaller = pipeline<XylinkContext>().check(enterpriseIsKnown).append(verifiedSignature);

/** The first checks of every signed request. The provider documents no order; ours is assumed. */
export const commonChecks = enterpriseChecks.append(signatureChecks);

/** The same for operations that older platforms do not have. */
export const commonGroupChecks = enterpriseChecks.check(platformHasGroups).append(signatureChecks);

/** The part of a route that the checks of the caller need: the limit may count each operation apart. */
type XylinkStubRoute = Pick<Route, 'operation'>;

/** Programs send it to the hosts of YTX: a stub of XYLink would never answer it. */
const pathOfYtx = /^\/[^/]+\/sid\//;

/** Stubs of XYLink: signature or access token and the limit are checked. */
export const stubs: StubSupport<XylinkContext, Readings> = {
  // Which versions and platforms have its operation is not known.
  checks: pipeline<XylinkContext>().check(enterpriseIsKnown).append(signatureChecks),
  routeOf: (_request, _readings, stub): XylinkStubRoute => ({ operation: stub }),
  problemWithPath: (path) =>
    pathOfYtx.test(path) ? 'begins with /{version}/sid/, as only paths of YTX do; correct the provider' : undefined,
  credentialNames: ['signature', 'x-xy-sign'],
};

/** A request that passed the common checks. */
export type CommonContext = KnownBy<typeof commonChecks>;

/** Counts the request; undefined if there is no limit. */
function countRequest({ documents, enterprise, limit, readings, route }: EnterpriseContext): LimitState | undefined {
  const { requestsPerSecond } = settingsIn(documents);
  if (requestsPerSecond === 0) return undefined;
  const scope = readings.limitScope === 'enterprise' ? '' : `/${route.operation}`;
  return limit({
    key: `xylink/requests/${enterprise.enterpriseId}${scope}`,
    max: requestsPerSecond,
    windowMs: limitWindowMs,
    windows: readings.limitWindows,
    countsRefused: readings.limitCountsRefused === 'yes',
  });
}
