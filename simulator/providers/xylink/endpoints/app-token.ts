import { type KnownBy, pipeline } from '../../../core/pipeline/pipeline.js';
import { endpoint, type Generators } from '../../../core/provider.js';
import { bodyIsAJsonObject } from '../rules/body.js';
import { clientBelongsToTheEnterprise, clientIsKnown, clientSecretIsRight } from '../rules/login.js';
import { tokensFor } from '../tokens.js';
import type { XylinkContext } from '../model.js';

const checks = pipeline<XylinkContext>()
  .check(bodyIsAJsonObject)
  .check(clientIsKnown)
  .check(clientSecretIsRight)
  .check(clientBelongsToTheEnterprise);

/** Logs a client in. Logins are not signed. */
export const appToken = endpoint({
  operation: 'appToken',
  checks,
  handle: ({ client, documents, now }: KnownBy<typeof checks>, { random }: Generators) =>
    tokensFor(client, { documents, now, random }),
});
