import { lookup, rule } from '../../../core/pipeline/check.js';
import { assumed, corroborated, refusals, single } from '../evidence.js';
import { type Client, clients, enterprises, type Grant, grants, refreshTokens } from '../model.js';
import { isText, showValue } from '../request-parts.js';
import type { XylinkWithFields } from './body.js';

type LoggingIn = XylinkWithFields & { readonly client: Client };
type Refreshing = XylinkWithFields & { readonly grant: Grant };

const sent = single('java-sdk', 'It logs in with client_id, client_secret and enterpriseId.');
const answer = assumed('The reply to a failed login is unknown.');

/** The type of a credential; its value is never shown. */
function kindOf(credential: unknown): string {
  if (credential === undefined) return 'nothing';
  return typeof credential === 'string' ? 'a text' : `a value of type ${typeof credential}`;
}

export const clientIsKnown = lookup({
  name: 'xylink/client-is-known',
  scenario: 'client-unknown',
  provides: 'client',
  refusal: refusals.loginRefused,
  evidence: [sent, answer],
  details: ({ fields }: XylinkWithFields) => ({
    expected: 'a client_id of this world',
    received: showValue(fields['client_id']),
  }),
  resolve({ documents, fields }: XylinkWithFields): Client | undefined {
    const { client_id: clientId } = fields;
    return isText(clientId) ? clients.read(documents, clientId) : undefined;
  },
});

export const clientSecretIsRight = rule({
  name: 'xylink/client-secret-is-right',
  scenario: 'client-secret-wrong',
  refusal: refusals.loginRefused,
  evidence: [sent, answer],
  details: ({ fields }: LoggingIn) => ({
    expected: 'the client_secret of this client',
    received: kindOf(fields['client_secret']),
  }),
  test: ({ client, documents, fields }: LoggingIn) =>
    enterprises.read(documents, client.enterprise)?.clientSecret === fields['client_secret'],
});

export const clientBelongsToTheEnterprise = rule({
  name: 'xylink/client-belongs-to-the-enterprise',
  scenario: 'client-of-another-enterprise',
  refusal: refusals.loginRefused,
  evidence: [sent, answer],
  details: ({ client, fields }: LoggingIn) => ({
    expected: client.enterprise,
    received: showValue(fields['enterpriseId']),
  }),
  test: ({ client, fields }: LoggingIn) => client.enterprise === fields['enterpriseId'],
});

const renewal = single('java-sdk', 'On this refusal of a refresh it logs in again.');

export const refreshTokenIsGood = lookup({
  name: 'xylink/refresh-token-is-good',
  scenario: 'refresh-token-unknown',
  provides: 'grant',
  refusal: refusals.refreshTokenInvalid,
  evidence: [
    corroborated(['java-sdk', 'web-sdk'], 'Both send refresh_token in the body.'),
    renewal,
    assumed('A refresh token is valid once, while its login is kept.'),
  ],
  details: ({ fields }: XylinkWithFields) => ({
    expected: 'an unused refresh_token from a login',
    received: kindOf(fields['refresh_token']),
  }),
  resolve({ documents, fields }: XylinkWithFields): Grant | undefined {
    const { refresh_token: refreshToken } = fields;
    if (!isText(refreshToken)) return undefined;
    const found = refreshTokens.read(documents, refreshToken);
    return found && grants.read(documents, found.accessToken);
  },
});

export const refreshTokenIsOfTheClient = rule({
  name: 'xylink/refresh-token-is-of-the-client',
  scenario: 'refresh-token-of-another-client',
  refusal: refusals.refreshTokenInvalid,
  evidence: [renewal, assumed('If client_id is present, it must be the client that logged in.')],
  details: ({ fields, grant }: Refreshing) => ({
    expected: `${grant.clientId}, or no client_id`,
    received: showValue(fields['client_id']),
  }),
  test({ fields, grant }: Refreshing) {
    const { client_id: clientId = null } = fields;
    return [null, grant.clientId].includes(clientId as string | null);
  },
});
