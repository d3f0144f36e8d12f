import { type SignType, signTypes } from '../../contracts/xylink/signing-scheme2.js';
import { demandTexts } from '../core/options.js';
import type { Clock, Random, Sleep } from '../core/ports.js';

/** Signature 1.0: the enterprise's token. */
export interface TokenAuth {
  readonly token: string;
}

/** Signature 2.0: a client that logs in. */
export interface ClientAuth {
  readonly clientId: string;
  readonly clientSecret: string;
  /** HMAC_SHA256, the strongest, unless given. */
  readonly signType?: SignType;
}

/** What a XYLink client needs to know. */
export interface XylinkClientOptions {
  /** The provider or a simulator, http or https, with or without a path: `http://127.0.0.1:4010/~alice/sdk.xylink.com`. */
  readonly baseUrl: string;
  readonly enterpriseId: string;
  /** A token signs with 1.0; a client logs in and signs with 2.0. */
  readonly auth: TokenAuth | ClientAuth;
  /** How many requests go out within any 1,000 ms at most; 19 unless given, and 0 for no limit. Logins do not count. */
  readonly limit?: number;
  /** For a whole exchange, in ms; 10,000 unless given. Waiting for one's turn or for a login is not part of it. */
  readonly timeoutMs?: number;
  /** Where the time that is signed, and by which tokens expire, comes from; the machine's clock unless given. */
  readonly clock?: Clock;
  /** How time is let pass, in ms; by timers unless given. Whoever hands in a clock that stands hands in this as well. */
  readonly sleep?: Sleep;
  /** The global one at the time of the call unless given. */
  readonly fetch?: typeof globalThis.fetch;
  /** Makes the nonce of a 2.0 signature: a text that never comes twice; a random UUID unless given. */
  readonly random?: Random;
}

/** The provider lets 20 a second pass; one less leaves room for what the network pushes together. */
const defaultLimit = 19;

/** A checked limit; a TypeError for one that cannot be counted to. */
export function limitFrom(limit: number = defaultLimit): number {
  if (Number.isSafeInteger(limit) && limit >= 0) return limit;
  throw new TypeError('limit must be a whole number of requests, or 0 for no limit');
}

/** Throws a TypeError, which repeats no value, for options that cannot work. */
export function demandWorkable({ baseUrl, enterpriseId, auth }: XylinkClientOptions): void {
  demandTexts({ baseUrl, enterpriseId });
  // To look for something in a token that was given by itself would throw an error that quotes it.
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
