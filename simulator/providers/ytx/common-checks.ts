import { type KnownBy, type Pipeline, pipeline } from '../../core/pipeline/pipeline.js';
import type { StubSupport } from '../../core/provider.js';
import { decodeBody, textIn } from './body.js';
import type { Route, YtxContext } from './model.js';
import type { Readings } from './readings.js';
import { servedVersion } from './router.js';
import { accountExists, accountIsActive, signIsPresent, signIsRight } from './rules/account.js';
import {
  applicationBelongsToEnvironment,
  applicationExists,
  applicationHasMeetings,
  applicationIsOnline,
  callerIsAllowed,
} from './rules/application.js';
import {
  authorizationIsReadable,
  authorizationNamesTheAccount,
  timestampIsAnInstant,
  timestampIsFresh,
  timestampIsNotAhead,
} from './rules/authorization.js';
import { actionIsKnown, actionIsPresent, bodyIsAJsonObject } from './rules/body.js';

/** The checks of the caller, up to the signature. */
export const verifiedCaller = pipeline<YtxContext>()
  .check(authorizationIsReadable)
  .check(authorizationNamesTheAccount)
  .check(timestampIsAnInstant)
  .check(timestampIsFresh)
  .check(timestampIsNotAhead)
  .check(accountExists)
  .check(accountIsActive)
  .check(signIsPresent)
  .check(signIsRight);

/** The first checks of every request: caller and body. Their order is assumed. */
const callerChecks = verifiedCaller.check(bodyIsAJsonObject);

/** A request whose caller and body are known. */
export type CallerContext = KnownBy<typeof callerChecks>;

/**
 * Checks that the body names the operation: the first field checks of a path's default operation, or of its only one.
 * Other operations on the path do not need them, since the router finds them by their action.
 */
export const actionChecks = pipeline<CallerContext>().check(actionIsPresent).check(actionIsKnown);

/** The fact that an operation's own checks must provide: the application. */
type FieldContext = CallerContext & { readonly textFields: { readonly appid: string } };

/**
 * All checks of a request before its operation's last ones, in the order that a caller can observe.
 *
 * The provider documents no order; ours is assumed: the caller, then the operation, then the application.
 */
export const commonChecksAround = <Known extends FieldContext>(fields: Pipeline<CallerContext, Known>) =>
  callerChecks
    .append(fields)
    .check(applicationExists)
    .check(applicationBelongsToEnvironment)
    .check(applicationHasMeetings)
    .check(applicationIsOnline)
    .check(callerIsAllowed);

/** The account is in the path, and the signature names it. */
const accountInPath = /^\/[^/]+\/sid\/([^/]+)\/./;

/** The part of a route that the checks of the caller need. */
type YtxStubRoute = Pick<Route, 'accountSID' | 'decoded'>;

/** Stubs of YTX: the account's signature is verified; what body and application must be is not known. */
export const stubs: StubSupport<YtxContext, Readings> = {
  checks: verifiedCaller,
  routeOf({ targetForProvider, body }, readings): YtxStubRoute {
    return { accountSID: accountInPath.exec(targetForProvider)?.[1] ?? '', decoded: decodeBody(body, readings) };
  },
  actionIn: ({ body }, readings) => textIn(decodeBody(body, readings)?.fields ?? {}, 'action'),
  problemWithPath: (path) =>
    accountInPath.test(path) ? undefined : 'must begin with /{version}/sid/{accountSID}/, as every path of YTX',
  servedPath: (path) => path.replace(/^\/\{[^/]*\}\//, `/${servedVersion}/`),
  credentialNames: ['sign'],
};
