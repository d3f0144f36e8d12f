import type { RequestOne } from '../../../../contracts/xylink/signing-one.js';
import { halves, hmacOne, signedPath, signedQuery } from '../../../../contracts/xylink/signing-one.js';
import type { Enterprise } from '../vocabulary.js';
import type { WrongRequest } from './findings.js';
import type { Scheme, Slip } from './search.js';

/** What a signature 1.0 is made from, in the order in which it is signed. */
export interface PartsOne {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** The fourth line with the line end before it. */
  readonly bodyLine: string;
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

const textOne = ({ method, path, query, bodyLine, end }: PartsOne): string =>
  `${method}\n${path}\n${query}${bodyLine}${end}`;

/** How a signature 1.0 is made. */
export const schemeOne: Scheme<PartsOne> = {
  text: textOne,
  sign: (parts) => parts.written(textOne(parts), parts.key),
};

/** The digest as it belongs into the query, before its percent-encoding. */
export const inBase64: PartsOne['written'] = (text, key) => hmacOne(text, key, 'base64');

/** The parts of the right signature. */
export function partsOne(
  { method, target }: Omit<RequestOne, 'body'>,
  { token, hash }: { readonly token: string; readonly hash: string },
): PartsOne {
  const { path, query } = halves(target);
  return {
    method: method.toUpperCase(),
    path: signedPath(path),
    query: signedQuery(query),
    bodyLine: `\n${hash}`,
    end: '',
    key: token,
    written: inBase64,
  };
}
