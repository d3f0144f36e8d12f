import { operations } from '../../../contracts/xylink/generated.js';
import type { HandSigning, SignedByHand, SigningWish } from '../../core/hand-signing.js';
import { signedByOne, signedByTwo, texts } from './hand-signed.js';
import type { Texts, Unsigned } from './hand-signed.js';

const encode = encodeURIComponent;

/** Logins are not. */
const isSigned = (target: string): boolean => target.startsWith('/api/');

/** `understudy sign xylink`: a request signed for an enterprise of the cast, by 1.0 or, with the tokens of a login, 2.0. */
export const handSigning: HandSigning = {
  flags: [
    { name: 'scheme', value: '1 or 2', says: 'by which scheme it is signed', standard: '1' },
    { name: 'operation', value: 'name', says: Object.keys(operations).join(', '), standard: 'createGroups' },
    { name: 'enterprise', value: 'role', says: 'who signs: a role of the cast', standard: 'enterprise:main' },
    { name: 'room', value: 'role or number', says: 'in which room', standard: 'room:running' },
    { name: 'access-token', value: 'token', says: 'for scheme 2, with --sign-secret: as a login (appToken) gave it' },
    { name: 'sign-secret', value: 'secret', says: 'for scheme 2: as a login gave it' },
    { name: 'sign-type', value: 'type', says: 'for scheme 2: MD5, SHA256 or HMAC_SHA256', standard: 'HMAC_SHA256' },
    { name: 'nonce', value: 'text', says: 'for scheme 2; made from the time unless given' },
    { name: 'host', value: 'host', says: 'the host', standard: 'sdk.xylink.com' },
    { name: 'body', value: 'json', says: 'send this body instead' },
  ],
  example: 'understudy sign xylink --curl',
  sign(wish) {
    const { flags } = wish;
    const enterprise = texts(wish.cast(flags['enterprise'] ?? ''));
    if (enterprise['enterpriseId'] === undefined) {
      return `nobody in this world plays the role "${flags['enterprise'] ?? ''}"`;
    }
    const unsigned = requestFor(wish, enterprise);
    if (typeof unsigned === 'string') return unsigned;
    return signedAsWished(wish, unsigned, enterprise);
  },
};

function signedAsWished({ flags, now }: SigningWish, unsigned: Unsigned, keys: Texts): SignedByHand | string {
  if (!isSigned(unsigned.target)) return { ...unsigned, computed: {} };
  if (flags['scheme'] === '1') return signedByOne(unsigned, keys);
  if (flags['scheme'] !== '2') return 'the scheme must be 1 or 2';
  return signedByTwo(unsigned, keys, { flags, now });
}

function requestFor({ flags, cast }: SigningWish, keys: Texts): Unsigned | string {
  const { operation = '', room = '', host = '' } = flags;
  const found = Object.entries(operations).find(([name]) => name === operation)?.[1];
  if (found === undefined) return `there is no operation "${operation}"`;
  const number = texts(cast(room))['meetingRoomNumber'] ?? room;
  if (number.includes(':')) return `nobody in this world plays the role "${room}"`;
  return {
    host,
    method: found.method,
    target: targetOf(found.path, number, keys),
    headers: { 'Content-Type': 'application/json;charset=utf-8', Accept: 'application/json' },
    body: flags['body'] ?? bodyFor(operation, number, keys),
  };
}

function targetOf(path: string, number: string, { enterpriseId = '' }: Texts): string {
  const filled = path.replace('{version}', 'v1').replace('{meetingRoomNumber}', encode(number));
  return isSigned(filled) ? `${filled}?enterpriseId=${encode(enterpriseId)}` : filled;
}

function bodyFor(operation: string, number: string, keys: Texts): string {
  const { clientId, clientSecret, enterpriseId } = keys;
  switch (operation) {
    case 'createGroups':
      return JSON.stringify({ meetingRoomNumber: number, mode: 'random', groupCount: 2 });
    case 'invite':
      return JSON.stringify({ callNumber: number, deviceList: [{ number: '13900000001' }] });
    case 'appToken':
      return JSON.stringify({
        client_id: clientId,
        client_secret: clientSecret,
        enterpriseId,
        refresh_token: null,
      });
    default:
      return '';
  }
}
