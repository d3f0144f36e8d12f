import { isRefusedAs } from '../core/errors.js';
import type { Clock } from '../core/ports.js';

/** The reply to a login. */
interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly signSecret: string;
  /** In seconds. */
  readonly expires_in: number;
}

/** A login that is in use. All instants in ms since 1970-01-01T00:00:00Z. */
export interface Login {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly signSecret: string;
  /** From this instant it is refreshed before use. */
  readonly refreshAt: number;
  /** From this instant the provider rejects it. */
  readonly expiresAt: number;
}

/** The requests of a session to the provider. */
interface TokenRequests {
  readonly logIn: () => Promise<Tokens>;
  readonly refresh: (refreshToken: string) => Promise<Tokens>;
}

/** One login for all calls, renewed in time. */
interface Session {
  /** The login to sign with now. */
  readonly current: () => Promise<Login>;
  /** A replacement for this login, which the provider refused. */
  readonly replace: (refusedOne: Login) => Promise<Login>;
}

/** Starts without a login: the first call logs in, and calls during that time wait for the same login. */
export function sessionThrough(requests: TokenRequests, clock: Clock): Session {
  let login: Login | undefined;
  let pending: Promise<Login> | undefined;

  const oneForAll = (ask: () => Promise<Tokens>): Promise<Login> => {
    pending ??= beginLogin(ask).finally(() => {
      pending = undefined;
    });
    return pending;
  };
  const beginLogin = async (ask: () => Promise<Tokens>): Promise<Login> => {
    // Read before the request, so that the computed expiry is never too late.
    const since = clock.now();
    login = loginOf(await ask(), since);
    return login;
  };
  const renew = (old: Login): Promise<Login> => oneForAll(() => refreshedOrNew(requests, old.refreshToken));

  return {
    current() {
      if (login === undefined) return oneForAll(requests.logIn);
      const isFresh = pending === undefined && clock.now() < login.refreshAt;
      return isFresh ? Promise.resolve(login) : renewedOrOld(renew(login), login, clock);
    },
    replace: (refusedOne) => (login === undefined || login === refusedOne ? renew(refusedOne) : Promise.resolve(login)),
  };
}

/** Refreshes; logs in anew after any refusal of the refresh token. */
async function refreshedOrNew({ logIn, refresh }: TokenRequests, refreshToken: string): Promise<Tokens> {
  try {
    return await refresh(refreshToken);
  } catch (error) {
    if (isRefusedAs(error, [])) return logIn();
    throw error;
  }
}

/** The renewed login; the old one while it has not expired and the renewal got no valid reply. */
async function renewedOrOld(renewal: Promise<Login>, old: Login, clock: Clock): Promise<Login> {
  try {
    return await renewal;
  } catch (error) {
    if (isRefusedAs(error, []) || clock.now() >= old.expiresAt) throw error;
    return old;
  }
}

/** How long before its expiry a login is refreshed, in seconds; the same as in the provider's own SDK. */
const leadSeconds = 1800;

function loginOf({ access_token, refresh_token, signSecret, expires_in }: Tokens, since: number): Login {
  // A login that expires sooner than the lead would be refreshed at every call.
  const freshSeconds = expires_in > leadSeconds ? expires_in - leadSeconds : expires_in / 2;
  return {
    accessToken: access_token,
    refreshToken: refresh_token,
    signSecret,
    refreshAt: since + freshSeconds * 1000,
    expiresAt: since + expires_in * 1000,
  };
}
