import { checkedWorld } from '../core/state/world-check.js';
import { createSimulator, type Simulator } from '../simulator.js';
import type { SimulatorOptions } from '../options.js';
import { connectControl, type SimulatorAddress, ControlError } from './control.js';
import type { ChecksReport, HealthState, SpaceList } from './generated.js';
import { type ProviderName, type SimulatorSpace, spaceAt } from './space.js';

/** A simulator that listens, in this process or another one. */
export interface SimulatorConnection {
  /** Without a slash at its end: `http://127.0.0.1:4010`. */
  readonly url: string;
  /** A space by its name, lower case; it is made by its first request. Default: `default`. */
  readonly space: (name?: string) => SimulatorSpace;
  readonly spaces: () => Promise<SpaceList>;
  readonly health: () => Promise<HealthState>;
  /** Every check of the providers, with its evidence. */
  readonly checks: () => Promise<ChecksReport>;
  /** The OpenAPI description of a provider; without a name, of the control API. */
  readonly openapi: (provider?: ProviderName) => Promise<object>;
  /** Ends the connection; a simulator that `startSimulator` started stops. */
  readonly close: () => Promise<void>;
}

/** A simulator that runs in this process. */
export interface StartedSimulator extends SimulatorConnection {
  readonly port: number;
  /** The simulator itself, for what needs no socket. */
  readonly simulator: Simulator;
}

/** The options of a simulator, and where it listens. */
export interface StartOptions extends SimulatorOptions {
  /** Default: a free port. */
  readonly port?: number;
  /** Default: 127.0.0.1. */
  readonly host?: string;
}

/**
 * Starts a simulator in this process, on a free port of loopback by default.
 *
 * Rejects with a TypeError for an invalid option or world, and with node's error if it cannot listen.
 *
 * @example
 * const simulator = await startSimulator({ seed: 'friday' });
 * const space = simulator.space('test-1');
 * await space.scenarios.use('caller-not-allowed', { times: 1 });
 */
export async function startSimulator({ port = 0, host, ...options }: StartOptions = {}): Promise<StartedSimulator> {
  const simulator = createSimulator(options);
  if (options.world !== undefined) await demandWorld(options.world, simulator);
  const listening = await simulator.listen(port, host);
  const { controlToken: token } = options;
  return {
    ...connectionTo({ url: listening.url, token }),
    port: listening.port,
    simulator,
    close: () => listening.close(),
  };
}

/** Checks the inside of a world, which `createSimulator` trusts. */
async function demandWorld(world: object, { providers }: Simulator): Promise<void> {
  const { judge } = await import('../platform/judge.js');
  const checked = checkedWorld(world, providers, judge);
  if (checked.ok) return;
  const [first] = checked.problems;
  const where = first === undefined || first.pointer === '' ? 'the document' : first.pointer;
  throw new TypeError(
    `startSimulator: world is invalid (${checked.problems.length} errors): ${where} ${first?.says ?? ''}`,
  );
}

/**
 * Connects to a simulator that runs already. Rejects with a `ControlError` if none answers there.
 *
 * @example
 * const simulator = await connectSimulator('http://127.0.0.1:4010');
 */
export async function connectSimulator(
  url: string,
  { token }: Omit<SimulatorAddress, 'url'> = {},
): Promise<SimulatorConnection> {
  if (!URL.canParse(url)) throw new ControlError('The address of the simulator must be a URL: http://127.0.0.1:4010.');
  const connection = connectionTo({ url: url.replace(/\/+$/, ''), token });
  await connection.health();
  return connection;
}

function connectionTo(address: SimulatorAddress): SimulatorConnection {
  const { call } = connectControl(address, undefined);
  return {
    url: address.url,
    space: (name = 'default') => spaceAt(address, name),
    spaces: () => call({ method: 'GET', path: '/spaces' }),
    health: () => call({ method: 'GET', path: '/health' }),
    checks: () => call({ method: 'GET', path: '/checks' }),
    openapi: (provider) =>
      call({ method: 'GET', path: `${provider === undefined ? '' : `/providers/${provider}`}/openapi.json` }),
    close: () => Promise.resolve(),
  };
}
