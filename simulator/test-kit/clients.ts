import {
  createXylinkClient,
  createYtxClient,
  type XylinkClient,
  type XylinkClientOptions,
  type YtxClient,
  type YtxClientOptions,
} from '../../client/index.js';
import type { ClockControl } from './clock.js';
import type { CastByProvider } from './generated.js';

/** The roles that a YTX client signs for, and changes of its other options. */
export interface YtxClientOfSpace extends Partial<YtxClientOptions> {
  /** Default: `account:active`. */
  readonly account?: string;
  /** Default: `app:sandbox`. */
  readonly app?: string;
}

/** The role that a XYLink client signs for, and changes of its other options. */
export interface XylinkClientOfSpace extends Partial<XylinkClientOptions> {
  /** Default: `enterprise:main`. Its default `limit` is 0, since a clock that stands still would never let it send again. */
  readonly enterprise?: string;
}

/** Clients of a space. They sign by its clock, also after it is frozen or advanced through this interface. */
export interface SpaceClients {
  /** A client of the typed API for the roles of the cast. Rejects with an Error that names a role without an entity. */
  client(provider: 'ytx', options?: YtxClientOfSpace): Promise<YtxClient>;
  client(provider: 'xylink', options?: XylinkClientOfSpace): Promise<XylinkClient>;
}

/** The parts of a space that its clients need. */
interface ClientParts {
  readonly clock: ClockControl;
  readonly cast: () => Promise<CastByProvider>;
  readonly url: (provider: 'ytx' | 'xylink', options?: { readonly host?: string }) => string;
}

/** Makes clients for the roles of a space. */
export function spaceClients({ clock, cast, url }: ClientParts): SpaceClients {
  const roles = async (provider: string): Promise<(role: string, ...names: readonly string[]) => EntityTexts> => {
    const [entities] = [(await cast())[provider] ?? {}, await clock.get()];
    return (role, ...names) => {
      const entity = entities[role];
      const missing = names.find((name) => typeof entity?.[name] !== 'string');
      if (missing === undefined) return entity as EntityTexts;
      throw new Error(`the cast of ${provider} has no entity with ${missing} for the role "${role}"`);
    };
  };
  async function ytx({ account = 'account:active', app = 'app:sandbox', ...more }: YtxClientOfSpace = {}) {
    const entity = await roles('ytx');
    const { accountSID = '', authToken = '' } = entity(account, 'accountSID', 'authToken');
    const { appid = '', environment = '' } = entity(app, 'appid', 'environment');
    // An application belongs to one environment, and each has a host.
    const baseUrl = url('ytx', environment === 'production' ? { host: 'api.ytx.net' } : {});
    return createYtxClient({ baseUrl, accountSID, authToken, appid, clock, ...more });
  }
  async function xylink({ enterprise = 'enterprise:main', ...more }: XylinkClientOfSpace = {}) {
    const entity = await roles('xylink');
    const { enterpriseId = '', token = '' } = entity(enterprise, 'enterpriseId', 'token');
    return createXylinkClient({ baseUrl: url('xylink'), enterpriseId, auth: { token }, limit: 0, clock, ...more });
  }
  function client(provider: 'ytx', options?: YtxClientOfSpace): Promise<YtxClient>;
  function client(provider: 'xylink', options?: XylinkClientOfSpace): Promise<XylinkClient>;
  function client(provider: 'ytx' | 'xylink', options: object = {}): Promise<YtxClient | XylinkClient> {
    return provider === 'ytx' ? ytx(options) : xylink(options);
  }
  return { client };
}

type EntityTexts = Readonly<Record<string, string>>;
