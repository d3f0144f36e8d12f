import { type Arrival, headerOf } from '../../../core/requests/incoming-request.js';
import { lookup, rule } from '../../../core/pipeline/check.js';
import { assumed, refusals, single } from '../evidence.js';
import { type Enterprise, type Grant, grants, type XylinkArriving } from '../model.js';

/** A request of an enterprise; the grant is null when it is signed by 1.0. */
type Granted = XylinkArriving & { readonly enterprise: Enterprise; readonly grant: Grant | null };

const refusal = refusals.accessTokenInvalid;
const renewed = single('web-sdk', 'It takes this answer as the sign to refresh its token once and to try again.');

/** Whether a request is signed by 2.0: the provider's SDK leaves a meaningless `signature` in the query then. */
const isTwo = (arrival: Arrival): boolean => headerOf(arrival, 'x-xy-sign') !== undefined;

/** The access token that a request carries. */
export const bearerIn = (arrival: Arrival): string | undefined =>
  /^bearer +(.+)$/i.exec(headerOf(arrival, 'authorization') ?? '')?.[1];

export const bearerIsKnown = lookup({
  name: 'xylink/bearer-is-known',
  failsAs: 'bearer-unknown',
  learns: 'grant',
  refusal,
  because: [renewed, single('java-sdk', 'It signs by 2.0 with Authorization: Bearer and an access token.')],
  shows: ({ arrival }: XylinkArriving) => ({
    expected: isTwo(arrival) ? 'a bearer that a login gave' : 'no bearer, since there is no x-xy-sign',
    received: bearerIn(arrival) === undefined ? 'no bearer' : 'a bearer',
  }),
  find({ arrival, documents }: XylinkArriving): Grant | null | undefined {
    return isTwo(arrival) ? grants.read(documents, bearerIn(arrival) ?? '') : null;
  },
});

export const bearerIsFresh = rule({
  name: 'xylink/bearer-is-fresh',
  failsAs: 'bearer-expired',
  refusal,
  because: [renewed, single('java-sdk', 'It renews its token half an hour before expires_in is over.')],
  shows: ({ grant, now }: Granted) => ({
    expected: 'a bearer that has not expired',
    received: grant === null ? 'none' : `one that is good for ${Math.round((grant.expiresAt - now) / 1000)} s`,
  }),
  holds: ({ grant, now }: Granted) => grant === null || now < grant.expiresAt,
});

export const bearerBelongsToTheCaller = rule({
  name: 'xylink/bearer-belongs-to-the-caller',
  failsAs: 'bearer-of-another',
  refusal,
  because: [assumed('A token is given to one client of one enterprise; with any other it counts as invalid.')],
  shows: ({ arrival, enterprise }: Granted) => ({
    expected: 'a bearer of this client and enterprise',
    received: { client: headerOf(arrival, 'x-xy-clientid') ?? 'none', enterprise: enterprise.enterpriseId },
  }),
  holds: ({ arrival, enterprise, grant }: Granted) =>
    grant === null ||
    (grant.enterprise === enterprise.enterpriseId && headerOf(arrival, 'x-xy-clientid')?.trim() === grant.clientId),
});
