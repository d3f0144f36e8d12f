import type { Clock, Random } from '../core/ports.js';
import type { CallOptions } from '../core/request.js';
import { raceAbort } from '../core/timeout.js';
import type { ClientAuth, TokenAuth } from './options.js';
import type { XylinkAccepted, XylinkFields } from './request.js';
import { type Login, sessionThrough } from './session.js';
import { type Signer, signerOne, signerTwo } from './signer.js';

/** Who signs a request. */
interface Standing {
  readonly signer: Signer;
  /** Another, once the access token of this one was refused; absent where there can be none. */
  readonly instead?: (options?: CallOptions) => Promise<Signer>;
}

/** Gives who signs the next request. */
export type Signers = (options?: CallOptions) => Promise<Standing>;

/** A token signs everything alike. */
export function signersByToken({ token }: TokenAuth): Signers {
  const signer = signerOne(token);
  return () => Promise.resolve({ signer });
}

type LoginOperation = 'appToken' | 'refreshToken';

/** Sends an operation that is not signed, and says what the reply means. */
export type AskUnsigned = <Name extends LoginOperation>(
  operation: Name,
  fields: XylinkFields<Name>,
) => Promise<XylinkAccepted<Name>>;

/** What a client that logs in takes from the outside. */
interface LoginPorts {
  readonly enterpriseId: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly ask: AskUnsigned;
}

/** A login signs until it is renewed. A caller that gives up stops waiting for it; the login itself goes on for the others. */
export function signersByLogin(
  { clientId, clientSecret, signType = 'HMAC_SHA256' }: ClientAuth,
  ports: LoginPorts,
): Signers {
  const { enterpriseId, clock, random, ask } = ports;
  const who = { client_id: clientId, client_secret: clientSecret, enterpriseId };
  // Here and below the nulls are sent because the provider's own SDK sends them.
  const renewing = { client_id: clientId, client_secret: null, enterpriseId: null };
  const requests = {
    logIn: async () => (await ask('appToken', { ...who, refresh_token: null })).data,
    refresh: async (refresh_token: string) => (await ask('refreshToken', { ...renewing, refresh_token })).data,
  };
  const session = sessionThrough(requests, clock);
  const signing = (login: Login): Signer => signerTwo({ clientId, signType, clock, random }, login);
  return async ({ signal } = {}) => {
    signal?.throwIfAborted();
    const login = await raceAbort(session.current(), signal);
    return {
      signer: signing(login),
      instead: async (options) => signing(await raceAbort(session.instead(login), options?.signal)),
    };
  };
}
