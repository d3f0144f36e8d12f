import type { IncomingRequest } from '../../../simulator/core/requests/incoming-request.js';
import type { SecretRules } from '../../../simulator/core/provider.js';
import { type Redact, redactorFor } from '../../../simulator/core/redaction/redactor.js';
import type { Effort } from '../../../simulator/core/redaction/escapes.js';
import { documentsInMemory } from '../../../simulator/platform/documents-in-memory.js';

/** A request whose credentials `SecretRules.credentialsIn` gives. */
export const request: IncomingRequest = {
  method: 'POST',
  host: 'api.ytx.net',
  targetAsSent: '/',
  targetForProvider: '/',
  rawHeaders: [],
  body: new Uint8Array(),
  clientIp: '127.0.0.1',
};

/** A redactor of a provider that keeps these things secret, and nothing else. */
export function redactorOf(secretRules: Partial<SecretRules>, effort?: Effort): Redact {
  const nothing: SecretRules = {
    secretsIn: () => [],
    idsIn: () => [],
    credentialsIn: () => [],
    looksLikeCredential: () => false,
  };
  return redactorFor([{ secretRules: { ...nothing, ...secretRules } }], documentsInMemory(), [], effort);
}
