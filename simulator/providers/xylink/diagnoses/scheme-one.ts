import type { RequestOne } from '../../../../contracts/xylink/signing-one.js';
import { bodyHash, halves, hmacOne, signedPath, signedQuery } from '../../../../contracts/xylink/signing-one.js';
import type { Enterprise } from '../vocabulary.js';
import type { WrongRequest } from './findings.js';
import { remembered } from './remembered.js';
import type { Scheme, Slip } from './search.js';

/** What a signature 1.0 is made from, in the order in which it is signed. */
export interface PartsOne {
  readonly method: string;
  readonly path: string;
  /** Without it, the line is left out. */
  readonly query: string | undefined;
  readonly body: Uint8Array;
  /** What stands in the body's line; undefined leaves the line out. */
  readonly hashed: (body: Uint8Array) => string | undefined;
  readonly lineEnd: string;
  /** What stands behind the last line: nothing. */
  readonly end: string;
  readonly key: string | Uint8Array;
  readonly written: (text: string, key: string | Uint8Array) => string;
}

/** A wrong signature 1.0, over one of the targets that may have been signed. */
export interface FactsOne extends WrongRequest<PartsOne> {
  readonly enterprise: Enterprise;
}

/** A mistake in making a signature 1.0. */
export type SlipOne = Slip<PartsOne, FactsOne>;

const textOne = ({ method, path, query, body, hashed, lineEnd, end }: PartsOne): string =>
  [method, path, query, hashed(body)].filter((line) => line !== undefined).join(lineEnd) + end;

/** How a signature 1.0 is made. */
export const schemeOne: Scheme<PartsOne> = {
  text: textOne,
  sign: (parts) => parts.written(textOne(parts), parts.key),
};

/** The digest as it belongs into the query, before its percent-encoding. */
export const inBase64: PartsOne['written'] = (text, key) => hmacOne(text, key, 'base64');

const hashed = remembered(bodyHash);

/** The parts of the right signature. */
export function partsOne({ method, target, body }: RequestOne, token: string): PartsOne {
  const { path, query } = halves(target);
  return {
    method: method.toUpperCase(),
    path: signedPath(path),
    query: signedQuery(query),
    body,
    hashed,
    lineEnd: '\n',
    end: '',
    key: token,
    written: inBase64,
  };
}
