import { type IncomingRequest, headerOf } from '../../../core/requests/incoming-request.js';
import { lookup, rule } from '../../../core/pipeline/check.js';
import { assumed, refusals, single } from '../evidence.js';
import { type Enterprise, type Grant, grants, type XylinkContext } from '../model.js';

/** A request of an enterprise; the grant is null if it is signed by 1.0. */
type Granted = XylinkContext & { readonly enterprise: Enterprise; readonly grant: Grant | null };

const refusal = refusals.accessTokenInvalid;
const renewed = single('web-sdk', 'On this refusal it refreshes its token once and tries again.');

/**
 * Whether a request is signed by 2.0. In that case the provider's SDK leaves a meaningless `signature` in the query.
 */
const isTwo = (request: IncomingRequest): boolean => headerOf(request, 'x-xy-sign') !== undefined;

/** The access token that a request carries. */
export const bearerIn = (request: IncomingRequest): string | undefined =>
  /^bearer +(.+)$/i.exec(headerOf(request, 'authorization') ?? '')?.[1];

export const bearerIsKnown = lookup({
  name: 'xylink/bearer-is-known',
  scenario: 'bearer-unknown',
  provides: 'grant',
  refusal,
  evidence: [renewed, single('java-sdk', 'It signs by 2.0 with Authorization: Bearer and an access token.')],
  details: ({ request }: XylinkContext) => ({
    expected: isTwo(request) ? 'a bearer from a login' : 'no bearer, since there is no x-xy-sign',
    received: bearerIn(request) === undefined ? 'no bearer' : 'a bearer',
  }),
  resolve({ request, documents }: XylinkContext): Grant | null | undefined {
    return isTwo(request) ? grants.read(documents, bearerIn(request) ?? '') : null;
  },
});

export const bearerIsFresh = rule({
  name: 'xylink/bearer-is-fresh',
  scenario: 'bearer-expired',
  refusal,
  evidence: [renewed, single('java-sdk', 'It renews its token half an hour before expires_in is over.')],
  details: ({ grant, now }: Granted) => ({
    expected: 'a bearer that has not expired',
    received: grant === null ? 'none' : `valid for ${Math.round((grant.expiresAt - now) / 1000)} s`,
  }),
  test: ({ grant, now }: Granted) => grant === null || now < grant.expiresAt,
});

export const bearerBelongsToTheCaller = rule({
  name: 'xylink/bearer-belongs-to-the-caller',
  scenario: 'bearer-of-another',
  refusal,
  evidence: [assumed('A token belongs to one client of one enterprise; with another one it is invalid.')],
  details: ({ request, enterprise }: Granted) => ({
    expected: 'a bearer of this client and enterprise',
    received: { client: headerOf(request, 'x-xy-clientid') ?? 'none', enterprise: enterprise.enterpriseId },
  }),
  test: ({ request, enterprise, grant }: Granted) =>
    grant === null ||
    (grant.enterprise === enterprise.enterpriseId && headerOf(request, 'x-xy-clientid')?.trim() === grant.clientId),
});
