import { check } from './checks.mjs';

const seconds = 7200;
const isObject = check('xylink/body-is-a-json-object', 'parameterInvalid', (it) => it.isObject);

const login = [
  isObject,
  check('xylink/client-is-known', 'loginRefused', ({ client }) => client !== undefined),
  check(
    'xylink/client-secret-is-right',
    'loginRefused',
    ({ client, fields }) => client?.[1].clientSecret === fields.client_secret,
  ),
  check(
    'xylink/client-belongs-to-the-enterprise',
    'loginRefused',
    ({ client, fields }) => client?.[0] === fields.enterpriseId,
  ),
];

const refresh = [
  isObject,
  check('xylink/refresh-token-is-good', 'refreshTokenInvalid', ({ grant }) => grant !== undefined),
  check('xylink/refresh-token-is-of-the-client', 'refreshTokenInvalid', ({ grant, fields }) =>
    [grant?.clientId, null, undefined].includes(fields.client_id),
  ),
];

/** What each of the two ways to tokens is asked. */
export const loginChecksOf = { appToken: login, refreshToken: refresh };

/** The same in one list. */
export const loginChecks = [...login, ...refresh];

/** The client that logs in, with its enterprise's id before it; and the login that a refresh token came from. */
export function loginOf(fields, { enterprises, grants }) {
  const named = (value) => typeof value === 'string';
  return {
    client: [...enterprises].find(([, { clientId }]) => clientId === fields.client_id),
    grant: [...grants.values()].find(
      ({ refreshToken, isSpent }) => !isSpent && named(fields.refresh_token) && refreshToken === fields.refresh_token,
    ),
  };
}

/** New tokens; a refresh token is spent by it. */
export function tokensFor({ client, grant, now }, { xylink, chance }) {
  if (grant !== undefined) grant.isSpent = true;
  const accessToken = chance.uuid();
  const [refreshToken, signSecret] = [chance.uuid(), chance.hex(32)];
  const clientId = grant?.clientId ?? client[1].clientId;
  xylink.grants.set(accessToken, { refreshToken, signSecret, clientId, expiresAt: now + seconds * 1000 });
  const data = { access_token: accessToken, refresh_token: refreshToken, signSecret, expires_in: seconds };
  return { message: 'success', data };
}
