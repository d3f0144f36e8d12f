import type { Change, DocumentReader } from '../../core/state/documents.js';
import type { Random } from '../../core/state/clock.js';
import { hexDigits, uuid } from './meeting-lifecycle.js';
import { type Client, clients, type Grant, grants, refreshTokens, settingsIn } from './model.js';

/** The maximum number of logins of a client that are kept; the oldest is dropped first. */
const keptLogins = 16;

/** The changes and the reply of a login. */
export interface Given {
  readonly changes: readonly Change[];
  readonly result: object;
}

/** Creates new tokens for a client. */
export function tokensFor(
  client: Client,
  { documents, now, random }: { readonly documents: DocumentReader; readonly now: number; readonly random: Random },
): Given {
  const { accessTokenSeconds } = settingsIn(documents);
  const grant: Grant = {
    accessToken: uuid(random, 'access token'),
    refreshToken: uuid(random, 'refresh token'),
    signSecret: hexDigits(random, 'signSecret', 32),
    clientId: client.clientId,
    enterprise: client.enterprise,
    expiresAt: now + accessTokenSeconds * 1000,
    refreshed: false,
  };
  const all = [...client.grants, grant.accessToken];
  const forgotten = all.slice(0, -keptLogins).flatMap((each) => forget(documents, each));
  const kept = clients.put(client.clientId, { ...client, grants: all.slice(-keptLogins) });
  const { accessToken, refreshToken, signSecret } = grant;
  const data = { access_token: accessToken, refresh_token: refreshToken, signSecret, expires_in: accessTokenSeconds };
  return { changes: [...putGrant(grant), kept, ...forgotten], result: { message: 'success', data } };
}

/** Documents of a grant, which make it findable by both of its tokens. */
export const putGrant = (grant: Grant): readonly Change[] => [
  grants.put(grant.accessToken, grant),
  ...(grant.refreshed ? [] : [refreshTokens.put(grant.refreshToken, { accessToken: grant.accessToken })]),
];

/** A grant whose refresh token was used; its access token is valid until it expires. */
export const spendGrant = (grant: Grant): readonly Change[] => [
  grants.put(grant.accessToken, { ...grant, refreshed: true }),
  refreshTokens.remove(grant.refreshToken),
];

function forget(documents: DocumentReader, accessToken: string): readonly Change[] {
  const grant = grants.read(documents, accessToken);
  return grant === undefined ? [] : [grants.remove(accessToken), refreshTokens.remove(grant.refreshToken)];
}
