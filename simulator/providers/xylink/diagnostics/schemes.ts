import {
  bodyHash,
  halves,
  hmacOne,
  type RequestOne,
  signedPath,
  signedQuery,
} from '../../../../contracts/xylink/signing-scheme1.js';
import {
  bodyDigest,
  headerLine,
  readSignType,
  type RequestTwo,
  type SignedHeaders,
  signers,
  type SignType,
} from '../../../../contracts/xylink/signing-scheme2.js';
import type { Enterprise, Grant } from '../model.js';
import type { WrongRequest } from './findings.js';
import { memoise, type Scheme, type SignatureMistake } from './search.js';

/** What a signature 1.0 is made from, in the order in which it is signed. */
export interface PartsOne {
  readonly method: string;
  readonly path: string;
  /** Without it, the line is left out. */
  readonly query: string | undefined;
  readonly body: Uint8Array;
  /** What stands in the body's line; undefined leaves the line out. */
  readonly hash: (body: Uint8Array) => string | undefined;
  readonly lineEnd: string;
  /** What stands behind the last line: nothing. */
  readonly end: string;
  readonly key: string | Uint8Array;
  readonly write: (text: string, key: string | Uint8Array) => string;
}

/** A wrong signature 1.0, over one of the targets that may have been signed. */
export interface FactsOne extends WrongRequest<PartsOne> {
  readonly enterprise: Enterprise;
}

/** A mistake in making a signature 1.0. */
export type Scheme1Mistake = SignatureMistake<PartsOne, FactsOne>;

const textOne = ({ method, path, query, body, hash, lineEnd, end }: PartsOne): string =>
  [method, path, query, hash(body)].filter((line) => line !== undefined).join(lineEnd) + end;

/** How a signature 1.0 is made. */
export const schemeOne: Scheme<PartsOne> = {
  text: textOne,
  sign: (parts) => parts.write(textOne(parts), parts.key),
};

/** The digest as it belongs into the query, before its percent-encoding. */
export const inBase64: PartsOne['write'] = (text, key) => hmacOne(text, key, 'base64');

const bodyHashedOnce = memoise(bodyHash);

/** The parts of the right signature. */
export function partsOne({ method, target, body }: RequestOne, token: string): PartsOne {
  const { path, query } = halves(target);
  return {
    method: method.toUpperCase(),
    path: signedPath(path),
    query: signedQuery(query),
    body,
    hash: bodyHashedOnce,
    lineEnd: '\n',
    end: '',
    key: token,
    write: inBase64,
  };
}

/** A secret, and what stands for it where the text is shown. */
interface Secret {
  readonly value: string;
  readonly shown: string;
}

/** What a signature 2.0 is made from, in the order in which it is signed. */
export interface PartsTwo {
  readonly method: string;
  readonly headers: string;
  readonly path: string;
  /** With the question mark in front. */
  readonly query: string;
  readonly body: Uint8Array;
  /** What stands in the body's line. */
  readonly hash: (body: Uint8Array) => string;
  readonly secret: Secret;
  /** The fifth line; undefined leaves it out. */
  readonly keyLine: (secret: string) => string | undefined;
  /** The key of the HMAC; the other sign types use none. */
  readonly hmacKey: (secret: string) => string;
  readonly lineEnd: string;
  /** What stands behind the last line: nothing. */
  readonly end: string;
  /** Undefined when nobody knows what the request names. */
  readonly signType: SignType | undefined;
  readonly write: (hex: string) => string;
}

/** A wrong signature 2.0, over one of the targets that may have been signed. */
export interface FactsTwo extends WrongRequest<PartsTwo> {
  readonly headers: SignedHeaders;
  readonly grant: Grant;
  readonly enterprise: Enterprise;
}

/** A mistake in making a signature 2.0. */
export type Scheme2Mistake = SignatureMistake<PartsTwo, FactsTwo>;

const textTwo = (parts: PartsTwo, secret: string): string => {
  const { method, headers, path, query, body, hash, keyLine, lineEnd, end } = parts;
  const lines = [method, headers, path + query, hash(body), keyLine(secret)];
  return lines.filter((line) => line !== undefined).join(lineEnd) + end;
};

/** How a signature 2.0 is made. */
export const schemeTwo: Scheme<PartsTwo> = {
  text: (parts) => textTwo(parts, parts.secret.shown),
  sign(parts) {
    const { secret, hmacKey, signType, write: written } = parts;
    return signType && written(signers[signType](textTwo(parts, secret.value), hmacKey(secret.value)));
  },
};

const withAmpersand = (secret: string): string => `${secret}&`;
const bodyDigestedOnce = memoise(bodyDigest);

/** The parts of the right signature. */
export function partsTwo({ method, headers, target, body }: RequestTwo, signSecret: string): PartsTwo {
  const { path } = halves(target);
  return {
    method: method.toUpperCase(),
    headers: headerLine(headers),
    path,
    query: target.slice(path.length),
    body,
    hash: bodyDigestedOnce,
    secret: { value: signSecret, shown: '‹signSecret›' },
    keyLine: withAmpersand,
    hmacKey: withAmpersand,
    lineEnd: '\n',
    end: '',
    signType: readSignType(headers.signType),
    write: (hex) => hex.toUpperCase(),
  };
}
