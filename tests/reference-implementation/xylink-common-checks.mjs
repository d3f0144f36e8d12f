import { check } from './checks.mjs';
import { parameterIn, signatureIn, signatureOne, signatureTwo } from './xylink-signing.mjs';

/** What the checks of every signed request look at. A request with an `x-xy-sign` is signed by 2.0. */
export function signedRequestOf(request, { state, reads }) {
  const { headers, query } = request;
  const older = reads.enterpriseParameter === 'both-spellings' ? parameterIn(query, 'enterprise_id') : undefined;
  const enterpriseId = parameterIn(query, 'enterpriseId') ?? older ?? '';
  const isTwo = headers['x-xy-sign'] !== undefined;
  const bearer = /^Bearer +(.+)$/i.exec(headers.authorization ?? '')?.[1];
  return {
    ...{ request, isTwo, enterpriseId },
    enterprise: state.enterprises.get(enterpriseId),
    grant: isTwo ? state.grants.get(bearer) : undefined,
    client: headers['x-xy-clientid'],
  };
}

const isSignedByOne = ({ request, enterprise }) =>
  enterprise !== undefined && signatureIn(request.query) === signatureOne(request, enterprise.token);

const isSignedByTwo = ({ request, grant }) =>
  request.headers['x-xy-sign'] === signatureTwo(request, grant?.signSecret ?? '');

const isGiven = (name) => (it) => !it.isTwo || (it.request.headers[name] ?? '') !== '';

const ownsGrant = ({ grant, client, enterprise }) => grant?.clientId === client && enterprise?.clientId === client;

const interfaceUnknown = ({ reads }) =>
  reads.unknownInterface === 'error' ? 'interfaceUnknownWithBody' : 'interfaceUnknown';

/** Which interface, whose request, and whether it is theirs. */
export const signedChecks = [
  check('xylink/version-is-served', interfaceUnknown, ({ version }) => version === '1'),
  check(
    'xylink/enterprise-is-known',
    ({ reads }) => (reads.unknownEnterprise === 'no-enterprise' ? 'enterpriseUnknown' : 'signatureInvalid'),
    ({ enterprise }) => enterprise !== undefined,
  ),
  check(
    'xylink/platform-has-groups',
    interfaceUnknown,
    ({ operation, enterprise }) => operation !== 'createGroups' || !(parseFloat(enterprise?.platform) < 6),
  ),
  check('xylink/bearer-is-known', 'accessTokenInvalid', ({ isTwo, grant }) => !isTwo || grant !== undefined),
  check('xylink/bearer-is-fresh', 'accessTokenInvalid', ({ grant, now }) => !(now >= grant?.expiresAt)),
  check('xylink/bearer-belongs-to-the-caller', 'accessTokenInvalid', (it) => !it.isTwo || ownsGrant(it)),
  check('xylink/signature-one-is-right', 'signatureInvalid', (it) => it.isTwo || isSignedByOne(it)),
  check('xylink/timestamp-is-given', 'signatureInvalid', isGiven('x-xy-timestamp')),
  check('xylink/nonce-is-given', 'signatureInvalid', isGiven('x-xy-nonce')),
  check('xylink/signature-two-is-right', 'signatureInvalid', (it) => !it.isTwo || isSignedByTwo(it)),
];
