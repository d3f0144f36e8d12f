import { createHash } from 'node:crypto';
import { Buffer } from 'node:buffer';
import { chinaInstant } from './china-time.mjs';
import { check } from './checks.mjs';

/** What an Authorization header claims: base64 of account, a bar, and a timestamp. */
export function claimIn(header = '') {
  const text = Buffer.from(header, 'base64').toString('utf8');
  const [, sid, timestamp] = /^([^|]*)\|(.*)$/s.exec(text) ?? [];
  const isBase64 = Buffer.from(text, 'utf8').toString('base64') === header;
  return isBase64 && sid !== undefined ? { sid, timestamp } : undefined;
}

/** The instant of a timestamp such as 20140416142030; undefined when it is none. */
export function instantIn(timestamp) {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(timestamp);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  return chinaInstant(`${year}-${month}-${day} ${hour}:${minute}:${second}`);
}

/** The `Sign` of a raw query. */
export function signIn(query, { signParameter }) {
  const shape = signParameter === 'Sign' ? /(?:^|&)Sign=([^&]*)/ : /(?:^|&)Sign=([^&]*)/i;
  return shape.exec(query)?.[1] ?? '';
}

const rightSign = ({ account, sid, claim }) =>
  createHash('md5').update(`${sid}${account?.authToken}${claim?.timestamp}`).digest('hex');

const day = 86_400_000;
const validity = { '24h': day, '10min': 600_000 };
const leeway = { 'within-24h': day, refused: 0, accepted: Infinity };
const ageOf = ({ now, signedAt }) => now - (now % 1000) - signedAt;

/** Who is asking, and whether it is they. */
export const identityChecks = [
  check('ytx/authorization-is-readable', 'authorizationRejected', ({ claim }) => claim !== undefined),
  check('ytx/authorization-names-the-account', 'authorizationRejected', ({ claim, sid }) => claim?.sid === sid),
  check('ytx/timestamp-is-an-instant', 'authorizationRejected', ({ signedAt }) => signedAt !== undefined),
  check('ytx/timestamp-is-fresh', 'authorizationRejected', (it) => !(ageOf(it) > validity[it.reads.validity])),
  check(
    'ytx/timestamp-is-not-ahead',
    'authorizationRejected',
    (it) => !(-ageOf(it) > leeway[it.reads.futureTimestamps]),
  ),
  check('ytx/account-exists', 'accountUnknown', ({ account }) => account !== undefined),
  check('ytx/account-is-active', 'accountNotActive', ({ account }) => account?.status === 'active'),
  check('ytx/sign-is-present', 'authTokenRejected', ({ sign }) => sign !== ''),
  check('ytx/sign-is-right', 'authTokenRejected', (it) => it.sign.toLowerCase() === rightSign(it)),
  check('ytx/body-is-a-json-object', 'jsonInvalid', ({ isObject }) => isObject),
  check('ytx/action-is-present', 'parameterMissing', ({ fields }) => fields.action !== undefined),
  check('ytx/action-is-known', 'actionInvalid', ({ fields }) => fields.action === 'createMeeting'),
];
