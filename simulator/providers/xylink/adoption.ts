import type { Adoption } from '../../core/requests/adoption.js';
import { verifiedCaller } from './common-checks.js';
import { clients, enterprises, type XylinkContext } from './model.js';
import { enterpriseIdShape, ownEnterprise } from './own-entities.js';
import { enterpriseIdIn } from './request-parts.js';
import { enterpriseFrom } from './state-serializer.js';

/** Adds an unknown enterprise whose request is signed by scheme 1. Scheme 2 needs a login of a known client. */
export const adoption: Adoption<XylinkContext> = {
  signed: verifiedCaller,
  callerWith({ documents, request, readings }, token) {
    const id = enterpriseIdIn(request, readings) ?? '';
    if (!enterpriseIdShape.test(id) || enterprises.read(documents, id) !== undefined) return undefined;
    // Another enterprise may have this client: then the world would have it twice.
    if (clients.read(documents, id) !== undefined) return undefined;
    const [enterprise, client] = enterpriseFrom(id, ownEnterprise(id, token));
    return { changes: [enterprise, client], what: `enterprise ${id}` };
  },
};
