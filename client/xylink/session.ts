import { isRefusedAs } from '../core/errors.js';
import type { Clock } from '../core/ports.js';

/** What the provider gives at a login. */
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
  /** From here on it is refreshed before it is used. */
  readonly refreshAt: number;
  /** Here the provider takes it no longer. */
  readonly expiresAt: number;
}

/** How a session asks the provider. */
interface TokenRequests {
  readonly logIn: () => Promise<Tokens>;
  readonly refresh: (refreshToken: string) => Promise<Tokens>;
}

/** One login for however many calls, renewed when it is time. */
interface Session {
  /** The login to sign with now. */
  readonly current: () => Promise<Login>;
  /** Another than this, which the provider did not take. */
  readonly instead: (refusedOne: Login) => Promise<Login>;
}

/** Begins with no login: the first call brings one about, and all that come meanwhile wait for the same. */
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
    // Before it is asked for, so that the token is never thought to live longer than it does.
    const since = clock.now();
    login = loginOf(await ask(), since);
    return login;
  };
  const renew = (old: Login): Promise<Login> => oneForAll(() => refreshedOrNew(requests, old.refreshToken));

  return {
    current() {
      if (login === undefined) return oneForAll(requests.logIn);
      const isFresh = pending === undefined && clock.now() < login.refreshAt;
      return isFresh ? Promise.resolve(login) : orStillGood(renew(login), login, clock);
    },
    instead: (refusedOne) => (login === undefined || login === refusedOne ? renew(refusedOne) : Promise.resolve(login)),
  };
}

/** A refresh token that is refused, for whatever reason, leaves one thing to do. */
async function refreshedOrNew({ logIn, refresh }: TokenRequests, refreshToken: string): Promise<Tokens> {
  try {
    return await refresh(refreshToken);
  } catch (error) {
    if (isRefusedAs(error, [])) return logIn();
    throw error;
  }
}

/** While a login has not expired, it does not matter that nobody answers who would renew it. */
async function orStillGood(renewal: Promise<Login>, old: Login, clock: Clock): Promise<Login> {
  try {
    return await renewal;
  } catch (error) {
    if (isRefusedAs(error, []) || clock.now() >= old.expiresAt) throw error;
    return old;
  }
}

/** How long before its expiry a login is refreshed, in seconds: as the provider's own SDK does. */
const leadSeconds = 1800;

function loginOf({ access_token, refresh_token, signSecret, expires_in }: Tokens, since: number): Login {
  // One that lives no longer than that would be refreshed at every call.
  const good = expires_in > leadSeconds ? expires_in - leadSeconds : expires_in / 2;
  return {
    accessToken: access_token,
    refreshToken: refresh_token,
    signSecret,
    refreshAt: since + good * 1000,
    expiresAt: since + expires_in * 1000,
  };
}
