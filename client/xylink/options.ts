import { type SignType, signTypes } from '../../contracts/xylink/signing-scheme2.js';
import { demandTexts } from '../core/options.js';
import type { Clock, Random, Sleep } from '../core/ports.js';
import type { TransportOptions } from '../core/transport.js';
import type { XylinkFormat } from './format.js';

/** Signature 1.0: the enterprise's token. */
export interface TokenAuth {
  readonly token: string;
}

/** Signature 2.0: a client with a login. */
export interface ClientAuth {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Default: HMAC_SHA256, the strongest. */
  readonly signType?: SignType;
}

/** The options of a XYLink client. */
export interface XylinkClientOptions extends TransportOptions {
  /** The provider or a simulator, http or https, with or without a path: `http://127.0.0.1:4010/~alice/sdk.xylink.com`. */
  readonly baseUrl: string;
  readonly enterpriseId: string;
  /** A token signs with 1.0; a client logs in and signs with 2.0. */
  readonly auth: TokenAuth | ClientAuth;
  /** The maximum number of requests within any 1,000 ms; 0 for no limit. Default: 19. Logins do not count. */
  readonly limit?: number;
  /** How requests are written where the provider's page leaves it open. */
  readonly format?: XylinkFormat;
  /** The bytes of a body by its JSON text, for another charset, a byte order mark or gzip. Default: UTF-8. */
  readonly encodeBody?: (text: string) => Uint8Array;
  /** The source of signed times and of the expiry of tokens. Default: the machine's clock. */
  readonly clock?: Clock;
  /** Waits for some ms. Default: a timer. Needed with a `clock` that does not run. */
  readonly sleep?: Sleep;
  /** Returns the nonce of a 2.0 signature, a unique text. Default: a random UUID. */
  readonly random?: Random;
}

/** The provider allows 20 a second; one less allows for requests that the network delivers closer together. */
const defaultLimit = 19;

/** A checked limit. Throws a TypeError for one that is not a whole number. */
export function limitFrom(limit: number = defaultLimit): number {
  if (Number.isSafeInteger(limit) && limit >= 0) return limit;
  throw new TypeError('limit must be a whole number of requests, or 0 for no limit');
}

/** Throws a TypeError, which repeats no value, for invalid options. */
export function demandWorkable({ baseUrl, enterpriseId, auth }: XylinkClientOptions): void {
  demandTexts({ baseUrl, enterpriseId });
  // With a bare token in place of the object, `in` would throw an error that quotes it.
  const given: unknown = auth;
  if (typeof given !== 'object' || given === null) throw new TypeError('auth must be an object');
  if ('token' in auth) {
    demandTexts({ token: auth.token });
    return;
  }
  const { clientId, clientSecret, signType } = auth;
  demandTexts({ clientId, clientSecret });
  if (signType !== undefined && !signTypes.includes(signType)) {
    throw new TypeError(`signType must be one of ${signTypes.join(', ')}`);
  }
}
