import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { isBlank, noBody } from './body-bytes.js';

/** What a 1.0 signature is made over. */
export interface RequestOne {
  /** In any case; upper case is signed. */
  readonly method: string;
  /** Path and raw query as they go over the wire, with or without whatever stands before `/api/rest/external/`. */
  readonly target: string;
  /** As sent; no bytes mean no body. */
  readonly body: Uint8Array;
}

/** How much of a body is signed, in bytes; a character may be cut in two. */
export const signedBytes = 100;

/**
 * The base64 SHA-256 of a body's first 100 bytes.
 *
 * A body of white space only is signed as none, judged over the whole of it, as the provider's SDK does; without a body
 * it is `47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=`.
 */
export function bodyHash(body: Uint8Array): string {
  return sha256(isBlank(body) ? noBody : body.subarray(0, signedBytes));
}

/** The base64 SHA-256 of all these bytes. */
export const sha256 = (bytes: Uint8Array): string => hash('sha256', bytes, 'base64');

/**
 * The four lines that are signed: method, path, sorted query, body hash.
 *
 * `GET /api/rest/external/v1/conferenceControl/9/meetingStatus?enterpriseId=e` without a body gives
 * `GET\nconferenceControl/9/meetingStatus\nenterpriseId=e\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=`.
 */
export function stringToSignOne({ method, target, body }: RequestOne): string {
  const { path, query } = halves(target);
  return `${method.toUpperCase()}\n${signedPath(path)}\n${signedQuery(query)}\n${bodyHash(body)}`;
}

/** The `signature` parameter before it is percent-encoded: HMAC-SHA256 in base64, with the token's text as its key. */
export function signatureOne(request: RequestOne, token: string): string {
  return hmacOne(stringToSignOne(request), token, 'base64');
}

/** The HMAC-SHA256 of a text; a key that is a text stands for its UTF-8 bytes. */
export const hmacOne = (text: string, key: string | Uint8Array, written: 'base64' | 'hex'): string =>
  createHmac('sha256', key).update(text).digest(written);

/**
 * Whether `signature`, as it stands in the raw query, is the right one; takes equally long wherever a wrong one differs.
 */
export function signatureOneMatches(signature: string, request: RequestOne, token: string): boolean {
  const given = Buffer.from(readSignature(signature));
  const right = Buffer.from(signatureOne(request, token));
  return given.length === right.length && timingSafeEqual(given, right);
}

/** A signature as it stands in the raw query, read. A space counts as `+`: a client means that which did not encode one. */
export const readSignature = (raw: string): string => decodePercent(raw).replaceAll(' ', '+');

/** A target's path and its query, which is empty where there is none. */
export function halves(target: string): { readonly path: string; readonly query: string } {
  const mark = target.indexOf('?');
  return mark < 0 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

/** Everything up to and including the last of these is not signed, so the version is not either. */
const prefix = /^.*\/api\/rest\/external\/v[0-9]{1,2}\//s;

/** A path that has no such prefix is signed whole, without its slash in front. */
export const signedPath = (path: string): string => path.replace(prefix, '').replace(/^\//, '');

/** Values stay as they were sent: to decode and encode them again would sign another text than the other side's. */
export const signedQuery = (query: string): string => joinPairs(signedPairs(query).sort(byKey));

/** A query's parameters in the order in which they were sent, without `signature` itself. */
export const signedPairs = (query: string): Pair[] =>
  query
    .split('&')
    .filter((pair) => pair !== '')
    .map(keyAndValue)
    .filter(({ key }) => key !== 'signature');

/** Parameters as they are signed: each with an equals sign. */
export const joinPairs = (pairs: readonly Pair[]): string => pairs.map(({ key, value }) => `${key}=${value}`).join('&');

/** A query parameter, raw. */
export interface Pair {
  readonly key: string;
  readonly value: string;
}

function keyAndValue(pair: string): Pair {
  const [key = ''] = pair.split('=', 1);
  return { key, value: pair.slice(key.length + 1) };
}

/** Not by the whole pair: `a=1` comes before `a1=2` although `=` comes after `1`. Pairs of one key keep their order. */
export function byKey({ key: one }: Pair, { key: other }: Pair): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Undone percent-encoding; text that was not encoded right stays as it is, and is then no signature. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
