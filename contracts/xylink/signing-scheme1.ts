import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { isBlank, emptyBody } from './body-bytes.js';

/** The input of a 1.0 signature. */
export interface RequestOne {
  /** In any case; upper case is signed. */
  readonly method: string;
  /** Path and raw query as sent, with or without a prefix before `/api/rest/external/`. */
  readonly target: string;
  /** As sent; an empty array means no body. */
  readonly body: Uint8Array;
}

/** How many bytes of a body are signed; the cut may split a character. */
export const signedBytes = 100;

/**
 * The base64 SHA-256 of a body's first 100 bytes.
 *
 * A body that is all white space is signed like a missing one, as in the provider's SDK; without a body the hash is
 * `47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=`.
 */
export function bodyHash(body: Uint8Array): string {
  return sha256(isBlank(body) ? emptyBody : body.subarray(0, signedBytes));
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

/** The HMAC-SHA256 of a text; a key that is a text means its UTF-8 bytes. */
export const hmacOne = (text: string, key: string | Uint8Array, written: 'base64' | 'hex'): string =>
  createHmac('sha256', key).update(text).digest(written);

/**
 * Whether `signature`, from the raw query, is right. It compares in constant time.
 */
export function signatureOneMatches(signature: string, request: RequestOne, token: string): boolean {
  const given = Buffer.from(readSignature(signature));
  const right = Buffer.from(signatureOne(request, token));
  return given.length === right.length && timingSafeEqual(given, right);
}

/** Decodes a signature of the raw query. A space counts as `+`, since some clients do not encode `+`. */
export const readSignature = (raw: string): string => decodePercent(raw).replaceAll(' ', '+');

/** A target's path and its query; the query may be empty. */
export function halves(target: string): { readonly path: string; readonly query: string } {
  const mark = target.indexOf('?');
  return mark < 0 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

/** The path up to and including the last match is not signed, so the version is not either. */
const prefix = /^.*\/api\/rest\/external\/v[0-9]{1,2}\//s;

/** A path without this prefix is signed whole, except for its leading slash. */
export const signedPath = (path: string): string => path.replace(prefix, '').replace(/^\//, '');

/** Values stay raw: decoding and encoding them again could give another text than the other side's. */
export const signedQuery = (query: string): string => joinPairs(signedPairs(query).sort(byKey));

/** A query's parameters in the order in which they were sent, without `signature` itself. */
export function signedPairs(query: string): Pair[] {
  const pairs: Pair[] = [];
  for (const text of query.split('&')) {
    const pair = keyAndValue(text);
    if (text !== '' && pair.key !== 'signature') pairs.push(pair);
  }
  return pairs;
}

/** Parameters in signed form: each with an equals sign. */
export const joinPairs = (pairs: readonly Pair[]): string => pairs.map(({ key, value }) => `${key}=${value}`).join('&');

/** A query parameter, raw. */
export interface Pair {
  readonly key: string;
  readonly value: string;
}

function keyAndValue(pair: string): Pair {
  const equals = pair.indexOf('=');
  return equals < 0 ? { key: pair, value: '' } : { key: pair.slice(0, equals), value: pair.slice(equals + 1) };
}

/** Sorts by key, not by the whole pair: `a=1` comes before `a1=2` although `=` comes after `1`. Pairs of one key keep their order. */
export function byKey({ key: one }: Pair, { key: other }: Pair): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Decodes percent-encoding; invalid encoding stays unchanged, and then is not a signature. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
