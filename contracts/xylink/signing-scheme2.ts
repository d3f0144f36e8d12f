import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { isBlank, emptyBody } from './body-bytes.js';

/** The values of `x-xy-signtype`. */
export const signTypes = ['MD5', 'SHA256', 'HMAC_SHA256'] as const;

/** The algorithm of a 2.0 signature. */
export type SignType = (typeof signTypes)[number];

/** The headers that are signed; a missing or blank one is left out. */
export interface SignedHeaders {
  /** `x-xy-clientid`. */
  readonly clientId?: string | undefined;
  /** `x-xy-nonce`. */
  readonly nonce?: string | undefined;
  /** `x-xy-signtype`, as sent. */
  readonly signType?: string | undefined;
  /** `x-xy-timestamp`: milliseconds since 1970-01-01T00:00:00Z. */
  readonly timestamp?: string | undefined;
}

/** The input of a 2.0 signature. */
export interface RequestTwo {
  /** In any case; upper case is signed. */
  readonly method: string;
  readonly headers: SignedHeaders;
  /** Path and raw query exactly as sent: nothing is cut, sorted or left out. */
  readonly target: string;
  /** As sent; an empty array means no body. */
  readonly body: Uint8Array;
}

/**
 * The five lines that are signed: method, headers, target, MD5 of the whole body, and `key` followed by `&`.
 *
 * Without headers, query and body, `GET /a` with the key `k` gives `GET\n\n/a\nd41d8cd98f00b204e9800998ecf8427e\nk&`.
 */
export function stringToSignTwo({ method, headers, target, body }: RequestTwo, key: string): string {
  return [method.toUpperCase(), headerLine(headers), target, bodyDigest(body), `${key}&`].join('\n');
}

/** The MD5 of a whole body as lower-case hex digits; a body that is all white space counts as missing. */
export const bodyDigest = (body: Uint8Array): string => hash('md5', isBlank(body) ? emptyBody : body, 'hex');

/**
 * The `x-xy-sign` header, as upper-case hex digits: 32 for MD5, else 64.
 *
 * `key` is the signSecret of the login. `signType` selects the algorithm; the signed text has the header of the request.
 */
export function signTwo(request: RequestTwo, key: string, signType: SignType): string {
  return signers[signType](stringToSignTwo(request, key), `${key}&`).toUpperCase();
}

/**
 * Whether `sign` is right for the sign type that the request names. Default: MD5.
 *
 * Lower-case digits and unknown sign types are wrong. It compares in constant time.
 */
export function signTwoMatches(sign: string, request: RequestTwo, key: string): boolean {
  const signType = readSignType(request.headers.signType);
  if (signType === undefined) return false;
  const given = Buffer.from(sign);
  const right = Buffer.from(signTwo(request, key, signType));
  return given.length === right.length && timingSafeEqual(given, right);
}

/** The sign type that a header names: MD5 for a missing or blank header, undefined for an unknown type. */
export function readSignType(header: string | undefined): SignType | undefined {
  const named = header?.trim() ?? '';
  return named === '' ? 'MD5' : signTypes.find((each) => each === named);
}

/** The algorithms by sign type, with lower-case hex digits as output; only one of them uses the key. */
export const signers: Readonly<Record<SignType, (text: string, key: string) => string>> = {
  MD5: (text) => hash('md5', text, 'hex'),
  SHA256: (text) => hash('sha256', text, 'hex'),
  HMAC_SHA256: (text, key) => createHmac('sha256', key).update(text).digest('hex'),
};

/** The line of the headers. */
export const headerLine = (headers: SignedHeaders): string => headerLines(headers).join('&');

/** `name=value` of each signed header, in the order of their names. */
export const headerLines = ({ clientId, nonce, signType, timestamp }: SignedHeaders): readonly string[] =>
  Object.entries({
    'x-xy-clientid': clientId,
    'x-xy-nonce': nonce,
    'x-xy-signtype': signType,
    'x-xy-timestamp': timestamp,
  })
    .map(([name, value]) => [name, value?.trim() ?? ''] as const)
    .filter(([, value]) => value !== '')
    .map((pair) => pair.join('='));
