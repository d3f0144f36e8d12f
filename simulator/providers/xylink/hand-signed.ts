import { signatureOne } from '../../../contracts/xylink/signing-one.js';
import { readSignType, signTwo } from '../../../contracts/xylink/signing-two.js';
import type { SignedByHand, SigningWish } from '../../core/requests/request-builder.js';

/** A request that is not signed yet. */
export type Unsigned = Omit<SignedByHand, 'computed'>;

/** The texts of an entity of the cast. */
export type Texts = Readonly<Record<string, string | undefined>>;

/** An entity's members that are texts. */
export function texts(entity: Readonly<Record<string, unknown>> | undefined): Texts {
  return Object.fromEntries(
    Object.entries(entity ?? {}).filter((member): member is [string, string] => typeof member[1] === 'string'),
  );
}

const encoder = new TextEncoder();

/** The request with its `signature` behind it, the computed one unless another is given. */
export function signedByOne(unsigned: Unsigned, keys: Texts, given: string | undefined): SignedByHand {
  const { method, target } = unsigned;
  const right = signatureOne({ method, target, body: encoder.encode(unsigned.body) }, keys['token'] ?? '');
  const signature = given ?? right;
  const whole = `${target}&signature=${encodeURIComponent(signature)}`;
  return { ...unsigned, target: whole, computed: { signature } };
}

/** The request with the headers of signature 2.0; a text says what is missing. */
export function signedByTwo(
  unsigned: Unsigned,
  { clientId }: Texts,
  { flags, now }: Pick<SigningWish, 'flags' | 'now'>,
): SignedByHand | string {
  const { 'access-token': accessToken, 'sign-secret': signSecret, 'sign-type': signType, nonce } = flags;
  const known = readSignType(signType);
  if (known === undefined) return 'the sign type must be MD5, SHA256 or HMAC_SHA256';
  if (accessToken === undefined || signSecret === undefined) {
    return 'scheme 2 needs --access-token and --sign-secret; log in with --operation appToken to get them';
  }
  const headers = { clientId, nonce: nonce ?? `by-hand-${now}`, signType: known, timestamp: String(now) };
  const { method, target } = unsigned;
  const sign = signTwo({ method, headers, target, body: encoder.encode(unsigned.body) }, signSecret, known);
  const sent = {
    'x-xy-clientid': clientId ?? '',
    'x-xy-timestamp': headers.timestamp,
    'x-xy-nonce': headers.nonce,
    'x-xy-signtype': known,
    'x-xy-sign': sign,
    Authorization: `Bearer ${accessToken}`,
  };
  return { ...unsigned, headers: { ...unsigned.headers, ...sent }, computed: sent };
}
