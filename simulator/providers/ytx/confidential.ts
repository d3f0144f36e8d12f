import { headerOf, queryOf } from '../../core/arrival.js';
import type { Confidential } from '../../core/provider.js';
import { accounts, applications } from './vocabulary.js';

const digest = /^[0-9a-f]{32,}$/i;

/** Base64 of `account|timestamp`, in either alphabet. */
function isAuthorization(run: string): boolean {
  if (!/^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(run)) return false;
  const standard = run.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  return /\|\d{4}/.test(atob(standard.slice(0, standard.length - (standard.length % 4 === 1 ? 1 : 0))));
}

/** What must never be shown of YTX traffic: tokens, and the Sign and Authorization that were made with them. */
export const confidential: Confidential = {
  secretsIn: (documents) => accounts.all(documents).map(([, { authToken }]) => authToken),
  idsIn: (documents) => [...accounts.all(documents), ...applications.all(documents)].map(([id]) => id),
  carriedBy(arrival) {
    const authorization = headerOf(arrival, 'authorization');
    const signs = queryOf(arrival.targetAsSent)
      .split('&')
      .filter((pair) => /^sign=./i.test(pair))
      .map((pair) => pair.slice('sign='.length));
    return [...(authorization === undefined ? [] : [authorization]), ...signs];
  },
  looksLikeCredential: (run) => digest.test(run) || isAuthorization(run),
};
