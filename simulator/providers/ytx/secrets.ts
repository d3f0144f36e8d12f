import type { SecretRules } from '../../core/provider.js';
import { headerOf, queryOf } from '../../core/requests/incoming-request.js';
import { accounts, applications } from './model.js';

const digest = /^[0-9a-f]{32,}$/i;
const base64 = /^[A-Za-z0-9+/_-]{40,}={0,2}$/;

/** A Sign, or the separator and year of an Authorization, in decoded base64. */
const credentialInside = /[0-9a-f]{24}|\|20\d\d/i;

/** Whether a run is base64, in either alphabet and from any character on, that contains a credential. */
function hidesCredential(run: string): boolean {
  if (!base64.test(run)) return false;
  const standard = run.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  return [0, 1, 2, 3].some((from) => {
    const part = standard.slice(from);
    return credentialInside.test(atob(part.slice(0, part.length - (part.length % 4))));
  });
}

/** The secrets in YTX traffic: tokens, and the Sign and Authorization made with them. */
export const secretRules: SecretRules = {
  // With its separator, an account id is the beginning of every Authorization of that account.
  secretsIn: (documents) =>
    accounts
      .all(documents)
      .flatMap(([accountSID, { authToken }]) => [authToken, `${accountSID}|`, btoa(`${accountSID}|`)]),
  idsIn: (documents) => [...accounts.all(documents), ...applications.all(documents)].map(([id]) => id),
  credentialsIn(request) {
    const authorization = headerOf(request, 'authorization');
    const signs = queryOf(request.targetAsSent)
      .split('&')
      .filter((pair) => /^sign=./i.test(pair))
      .map((pair) => pair.slice('sign='.length));
    return [...(authorization === undefined ? [] : [authorization]), ...signs];
  },
  looksLikeCredential: (run) => digest.test(run) || hidesCredential(run),
};
