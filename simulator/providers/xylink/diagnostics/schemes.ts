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

/** The parts of a signature 1.0, in the order in which they are signed. */
export interface PartsOne {
  readonly method: string;
  readonly path: string;
  /** Undefined omits the line. */
  readonly query: string | undefined;
  readonly body: Uint8Array;
  /** The hash in the body's line; undefined omits the line. */
  readonly hash: (body: Uint8Array) => string | undefined;
  readonly lineEnd: string;
  /** Text after the last line. Correct: empty. */
  readonly end: string;
  readonly key: string | Uint8Array;
  readonly write: (text: string, key: string | Uint8Array) => string;
}

/** A wrong signature 1.0 over one of the possible targets. */
export interface FactsOne extends WrongRequest<PartsOne> {
  readonly enterprise: Enterprise;
}

/** A mistake in creating a signature 1.0. */
export type Scheme1Mistake = SignatureMistake<PartsOne, FactsOne>;

const textOne = ({ method, path, query, body, hash, lineEnd, end }: PartsOne): string =>
  [method, path, query, hash(body)].filter((line) => line !== undefined).join(lineEnd) + end;

/** Creates signatures 1.0. */
export const schemeOne: Scheme<PartsOne> = {
  text: textOne,
  sign: (parts) => parts.write(textOne(parts), parts.key),
};

/** The digest for the query, before percent-encoding. */
export const inBase64: PartsOne['write'] = (text, key) => hmacOne(text, key, 'base64');

const bodyHashedOnce = memoise(bodyHash);

/** The parts of the correct signature. */
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

/** A secret, and its placeholder in shown texts. */
interface Secret {
  readonly value: string;
  readonly shown: string;
}

/** The parts of a signature 2.0, in the order in which they are signed. */
export interface PartsTwo {
  readonly method: string;
  readonly headers: string;
  readonly path: string;
  /** With the leading question mark. */
  readonly query: string;
  readonly body: Uint8Array;
  /** The hash in the body's line. */
  readonly hash: (body: Uint8Array) => string;
  readonly secret: Secret;
  /** The fifth line; undefined omits it. */
  readonly keyLine: (secret: string) => string | undefined;
  /** The key of the HMAC; other sign types use none. */
  readonly hmacKey: (secret: string) => string;
  readonly lineEnd: string;
  /** Text after the last line. Correct: empty. */
  readonly end: string;
  /** Undefined if the request names an unknown type. */
  readonly signType: SignType | undefined;
  readonly write: (hex: string) => string;
}

/** A wrong signature 2.0 over one of the possible targets. */
export interface FactsTwo extends WrongRequest<PartsTwo> {
  readonly headers: SignedHeaders;
  readonly grant: Grant;
  readonly enterprise: Enterprise;
}

/** A mistake in creating a signature 2.0. */
export type Scheme2Mistake = SignatureMistake<PartsTwo, FactsTwo>;

const textTwo = (parts: PartsTwo, secret: string): string => {
  const { method, headers, path, query, body, hash, keyLine, lineEnd, end } = parts;
  const lines = [method, headers, path + query, hash(body), keyLine(secret)];
  return lines.filter((line) => line !== undefined).join(lineEnd) + end;
};

/** Creates signatures 2.0. */
export const schemeTwo: Scheme<PartsTwo> = {
  text: (parts) => textTwo(parts, parts.secret.shown),
  sign(parts) {
    const { secret, hmacKey, signType, write: written } = parts;
    return signType && written(signers[signType](textTwo(parts, secret.value), hmacKey(secret.value)));
  },
};

const withAmpersand = (secret: string): string => `${secret}&`;
const bodyDigestedOnce = memoise(bodyDigest);

/** The parts of the correct signature. */
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
