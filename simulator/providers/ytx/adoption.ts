import type { Adoption } from '../../core/requests/adoption.js';
import { textIn } from './body.js';
import { verifiedCaller } from './common-checks.js';
import { accounts, applications, type YtxContext } from './model.js';
import { appidShape, sidShape } from './own-entities.js';
import { environmentOf } from './rules/application.js';
import { accountFrom, applicationFrom } from './state-serializer.js';

/**
 * Adds an unknown account, and the application that its request names if that is unknown too: an account without one can
 * call nothing. The application belongs to the environment of the host that was called.
 */
export const adoption: Adoption<YtxContext> = {
  signed: verifiedCaller,
  callerWith({ documents, request, route: { accountSID, decoded } }, authToken) {
    if (!sidShape.test(accountSID) || accounts.read(documents, accountSID) !== undefined) return undefined;
    const account = accounts.put(accountSID, accountFrom([accountSID, { authToken }]));
    const appid = textIn(decoded?.fields ?? {}, 'appid') ?? '';
    const what = `account ${accountSID}`;
    if (!appidShape.test(appid) || applications.read(documents, appid) !== undefined) {
      return { changes: [account], what };
    }
    const environment = environmentOf(request.host);
    const application = applicationFrom([appid, { account: accountSID, environment }]);
    return {
      changes: [account, applications.put(appid, application)],
      what: `${what} and app ${appid} (${environment})`,
    };
  },
};
