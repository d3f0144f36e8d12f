import { createYtxClient, ProviderError, type YtxClient, type YtxClientOptions } from '../../client/index.js';
import { createSimulator, type SimulatorOptions, type Space } from '../../simulator/index.js';

/** 2026-11-21 12:00:00 at +08:00, when every test begins. */
export const noon = Date.UTC(2026, 10, 21, 4);

export const hour = 60 * 60 * 1000;

/** The roles of the cast that a client uses, and its other differences from a client that works. */
export interface Asking extends Partial<YtxClientOptions> {
  /** The role that signs. Default: `account:active`. */
  readonly account?: string;
  /** The role whose appid is sent. Default: `app:sandbox`. */
  readonly app?: string;
  /** The provider's host. Default: the sandbox. */
  readonly host?: string;
}

/** A simulator that listens, and clients of it. */
export interface ProviderServer {
  readonly space: Space;
  client(asking?: Asking): YtxClient;
  close(): Promise<void>;
}

/** Opens a simulator on a free port of loopback; its clock stands at noon, and so does each client's. */
export async function startServer(options: SimulatorOptions = {}): Promise<ProviderServer> {
  const clock = { now: () => noon };
  const simulator = createSimulator({ clock, log: () => undefined, ...options });
  const { url, close } = await simulator.listen(0);
  const space = simulator.spaces.getOrCreate(undefined);
  const valueOf = (role: string, name: string): string => {
    const value = (space.cast()['ytx']?.[role] as Readonly<Record<string, unknown>> | undefined)?.[name];
    if (typeof value !== 'string') throw new Error(`the cast has no entity for the role ${role}, or it has no ${name}`);
    return value;
  };
  return {
    space,
    close,
    client({ account = 'account:active', app = 'app:sandbox', host = 'sandbox.ytx.net', ...rest } = {}) {
      const keys = { accountSID: valueOf(account, 'accountSID'), authToken: valueOf(account, 'authToken') };
      return createYtxClient({ baseUrl: `${url}/${host}`, ...keys, appid: valueOf(app, 'appid'), clock, ...rest });
    },
  };
}

/** A meeting that everybody may have. */
export const weekly = {
  name: 'Weekly 周会',
  creator: '10000007556',
  parties: [
    { name: '张三', phone: '10000000804' },
    { name: '李四', phone: '01000000200,1234' },
  ],
} as const;

/** The same in the provider's fields. */
export const weeklyFields = {
  meetingname: weekly.name,
  creator: weekly.creator,
  parties: weekly.parties,
  bookmeeting: '0',
} as const;

/** What a promise was rejected with; an error of its own when it was not. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('this was expected to fail, and did not');
}

/** The same for a call of a client that must fail with an error of its own. */
export async function providerErrorOf(call: Promise<unknown>): Promise<ProviderError> {
  const failure = await failureOf(call);
  if (failure instanceof ProviderError) return failure;
  throw new Error(`this is no ProviderError: ${String(failure)}`);
}
