import { signatureOne } from '../../contracts/xylink/signing-scheme1.js';
import { signTwo, type SignType } from '../../contracts/xylink/signing-scheme2.js';
import type { Clock, Random } from '../core/ports.js';
import type { Login } from './session.js';

/** A request before it is signed. */
export interface Unsigned<Operation extends string = string> {
  readonly operation: Operation;
  readonly method: string;
  /** In the form that fetch sends, since the signature covers it. */
  readonly url: URL;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** The additions of a signature to a request. */
interface Signing {
  /** Appended to the URL. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Signs a request in one of the provider's two ways. */
export type Signer = (unsigned: Unsigned) => Signing;

/** 1.0: the parameter `signature`, last in the query. The same request always has the same signature. */
export const signerOne =
  (token: string): Signer =>
  ({ method, url, body }) => ({
    query: `&signature=${encodeURIComponent(signatureOne({ method, target: targetOf(url), body }, token))}`,
  });

/** The client that signs with 2.0. */
interface SigningClient {
  readonly clientId: string;
  readonly signType: SignType;
  readonly clock: Clock;
  readonly random: Random;
}

/** 2.0: the headers `x-xy-*` and a bearer token, all by one login. */
export const signerTwo =
  ({ clientId, signType, clock, random }: SigningClient, { accessToken, signSecret }: Login): Signer =>
  ({ method, url, body }) => {
    const headers = { clientId, nonce: random(), signType, timestamp: String(clock.now()) };
    return {
      headers: {
        'x-xy-clientid': clientId,
        'x-xy-nonce': headers.nonce,
        'x-xy-signtype': signType,
        'x-xy-timestamp': headers.timestamp,
        'x-xy-sign': signTwo({ method, headers, target: targetOf(url), body }, signSecret, signType),
        Authorization: `Bearer ${accessToken}`,
      },
    };
  };

/** The request target of HTTP: path and query. */
const targetOf = ({ pathname, search }: URL): string => pathname + search;
