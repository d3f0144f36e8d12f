import type { Clock, Random } from '../core/ports.js';
import type { CallOptions } from '../core/request.js';
import { raceAbort } from '../core/timeout.js';
import type { ClientAuth, TokenAuth } from './options.js';
import type { XylinkAccepted, XylinkFields } from './request.js';
import { type Login, sessionThrough } from './session.js';
import { type Signer, signerOne, signerTwo } from './signer.js';

/** A signer, and how to replace it. */
interface ActiveSigner {
  readonly signer: Signer;
  /** A new signer after the access token of this one was refused; absent for 1.0. */
  readonly replace?: (options?: CallOptions) => Promise<Signer>;
}

/** Returns the signer of the next request. */
export type Signers = (options?: CallOptions) => Promise<ActiveSigner>;

/** 1.0: one signer for all requests. */
export function signersByToken({ token }: TokenAuth): Signers {
  const signer = signerOne(token);
  return () => Promise.resolve({ signer });
}

type LoginOperation = 'appToken' | 'refreshToken';

/** Sends an unsigned request, and parses the reply. */
export type AskUnsigned = <Name extends LoginOperation>(
  operation: Name,
  fields: XylinkFields<Name>,
) => Promise<XylinkAccepted<Name>>;

/** The dependencies of a client with a login. */
interface LoginPorts {
  readonly enterpriseId: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly ask: AskUnsigned;
  /** Called with the secrets of each new login. */
  readonly onTokens: (secrets: readonly string[]) => void;
}

/** 2.0: a login signs until it is renewed. A caller that aborts stops waiting for it; the login continues for the others. */
export function signersByLogin(
  { clientId, clientSecret, signType = 'HMAC_SHA256' }: ClientAuth,
  ports: LoginPorts,
): Signers {
  const { enterpriseId, clock, random, ask, onTokens } = ports;
  const who = { client_id: clientId, client_secret: clientSecret, enterpriseId };
  // The provider's own SDK sends these nulls, too.
  const renewing = { client_id: clientId, client_secret: null, enterpriseId: null };
  const remember = (given: XylinkAccepted<LoginOperation>['data']): XylinkAccepted<LoginOperation>['data'] => {
    onTokens([given.access_token, given.refresh_token, given.signSecret]);
    return given;
  };
  const requests = {
    logIn: async () => remember((await ask('appToken', { ...who, refresh_token: null })).data),
    refresh: async (refresh_token: string) =>
      remember((await ask('refreshToken', { ...renewing, refresh_token })).data),
  };
  const session = sessionThrough(requests, clock);
  const signing = (login: Login): Signer => signerTwo({ clientId, signType, clock, random }, login);
  return async ({ signal } = {}) => {
    signal?.throwIfAborted();
    const login = await raceAbort(session.current(), signal);
    return {
      signer: signing(login),
      replace: async (options) => signing(await raceAbort(session.replace(login), options?.signal)),
    };
  };
}
