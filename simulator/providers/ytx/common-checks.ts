import { type KnownBy, type Pipeline, pipeline } from '../../core/pipeline/pipeline.js';
import type { YtxContext } from './model.js';
import { accountExists, accountIsActive, signIsRight } from './rules/account.js';
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

/** Who is calling, and with what: the checks that every request meets first. Their order is assumed. */
const identified = pipeline<YtxContext>()
  .check(authorizationIsReadable)
  .check(authorizationNamesTheAccount)
  .check(timestampIsAnInstant)
  .check(timestampIsFresh)
  .check(timestampIsNotAhead)
  .check(accountExists)
  .check(accountIsActive)
  .check(signIsRight)
  .check(bodyIsAJsonObject);

/** A request whose caller is identified and whose body is understood. */
export type Identified = KnownBy<typeof identified>;

/**
 * That the body names the operation: the first of the field checks of a path's default operation, or of the only one
 * on its path. Other operations on the path do not need it, since they are recognised by their action.
 */
export const actionIsRight = pipeline<Identified>().check(actionIsPresent).check(actionIsKnown);

/** What the checks of an operation's own fields must establish: which application is meant. */
type FieldsChecked = Identified & { readonly form: { readonly appid: string } };

/**
 * What every request gets through before its operation's last checks, in the order a caller can observe.
 *
 * The provider documents no order; ours is assumed: who calls, then what is asked, then for which application.
 */
export const commonChecks = <Known extends FieldsChecked>(fields: Pipeline<Identified, Known>) =>
  identified
    .then(fields)
    .check(applicationExists)
    .check(applicationBelongsToEnvironment)
    .check(applicationHasMeetings)
    .check(applicationIsOnline)
    .check(callerIsAllowed);
