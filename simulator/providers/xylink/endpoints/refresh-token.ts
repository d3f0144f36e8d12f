import { type KnownBy, pipeline } from '../../../core/pipeline/pipeline.js';
import { endpoint, type Generators } from '../../../core/provider.js';
import { bodyIsAJsonObject } from '../rules/body.js';
import { refreshTokenIsGood, refreshTokenIsOfTheClient } from '../rules/login.js';
import { spendGrant, tokensFor } from '../tokens.js';
import { clients, type XylinkContext } from '../model.js';

const checks = pipeline<XylinkContext>()
  .check(bodyIsAJsonObject)
  .check(refreshTokenIsGood)
  .check(refreshTokenIsOfTheClient);

/** Gives new tokens for a refresh token, which can be used only once. */
export const refreshToken = endpoint({
  operation: 'refreshToken',
  checks,
  handle({ documents, grant, now }: KnownBy<typeof checks>, { random }: Generators) {
    const { clientId, enterprise } = grant;
    const client = clients.read(documents, clientId) ?? { clientId, enterprise, grants: [] };
    const { changes, result } = tokensFor(client, { documents, now, random });
    return { changes: [...spendGrant(grant), ...changes], result };
  },
});
