import { syncBuiltinESMExports } from 'node:module';
import { ClientRequestInterceptor } from '@mswjs/interceptors/ClientRequest';
import { FetchInterceptor } from '@mswjs/interceptors/fetch';
import { findScenarios } from '../core/scenarios/scenario-names.js';
import { problemWithSpaceName } from '../core/state/spaces.js';
import { hostOfAuthority, ownerOfHost } from '../http/address.js';
import type { Entrance } from '../listening.js';
import type { SimulatorOptions } from '../options.js';
import { createSimulator, type Simulator } from '../simulator.js';
import { answerClientRequest } from './client-request.js';
import { answerFetch } from './fetch.js';
import { addResponder, type Responder } from './responders.js';
import { listenToRequests, onDisposal } from './shared-interceptor.js';
import { interceptUndici } from './undici.js';

/** The options of `intercept`; those of the simulator apply to the one that it creates. */
export interface InterceptOptions extends SimulatorOptions {
  /** The simulator that answers. Default: a new one, with the other options. */
  readonly simulator?: Simulator;
  /** The space of all requests whose path names none. Default: the default space. */
  readonly space?: string;
  /** Scenarios of all requests to the providers that know them, with the names that a URL would have. Default: none. */
  readonly scenarios?: readonly string[];
  /**
   * What happens to requests to other hosts: `bypass` sends them on, `error` fails them. Requests to this machine and the
   * simulator's callbacks are always sent. Default: `bypass`.
   */
  readonly onUnhandledRequest?: 'bypass' | 'error';
}

/** An interception of the requests of this process; it ends with `dispose`. */
export interface Interception {
  /** The simulator that answers, with journal, spaces and scenarios. */
  readonly simulator: Simulator;
  /**
   * Ends the interception. Requests under way fail as with a closed connection. A simulator that `intercept` created
   * sends no more callbacks.
   */
  dispose(): void;
  /** The same, for `using`. */
  [Symbol.dispose](): void;
}

/**
 * Answers the requests of this process to the providers' hosts, http and https, without a port: those of `fetch`,
 * `node:http`, `node:https`, of clients built on them, and of undici's global dispatcher.
 *
 * The latest interception answers. Throws a TypeError for an unknown scenario or option, and for an invalid space.
 *
 * @example
 * const { simulator, dispose } = intercept({ space: 'checkout' });
 * await fetch('http://api.ytx.net/201612/…');
 * dispose();
 */
export function intercept(options: InterceptOptions = {}): Interception {
  const { simulator: given, space, scenarios = [], onUnhandledRequest = 'bypass', ...rest } = options;
  if (!['bypass', 'error'].includes(onUnhandledRequest)) {
    throw new TypeError(`onUnhandledRequest must be "bypass" or "error", not "${onUnhandledRequest}"`);
  }
  if (given !== undefined && Object.keys(rest).length > 0) {
    throw new TypeError(`${Object.keys(rest).join(', ')}: give options of the simulator to createSimulator`);
  }
  const simulator = given ?? createSimulator(rest);
  const chosen = { space: spaceIn(simulator, space), scenarios: scenariosOf(simulator, scenarios) };
  const entrance = simulator.open();
  const responder = responderOf(simulator, entrance, { ...chosen, onUnhandledRequest });
  const remove = addResponder(responder, interceptClients);
  const dispose = (): void => {
    remove();
    entrance.close({ simulatorEnds: given === undefined });
  };
  return { simulator, dispose, ...disposable(dispose) };
}

/** Intercepts the requests of `node:http`, `node:https`, `fetch` and undici; the returned function ends that. */
function interceptClients(): () => void {
  const { symbol } = ClientRequestInterceptor;
  const ends = [
    listenToRequests({ symbol, create: () => new ClientRequestInterceptor() }, answerClientRequest),
    listenToRequests({ symbol: FetchInterceptor.symbol, create: () => new FetchInterceptor() }, answerFetch),
    interceptUndici(),
  ];
  // For `import { request } from 'node:http'`.
  syncBuiltinESMExports();
  return () => {
    for (const end of ends) end();
    syncBuiltinESMExports();
    // Other packages do not do so: what they have patched would remain in the named exports for ever.
    onDisposal({ symbol }, syncBuiltinESMExports);
  };
}

/** Tests in a realm of their own, such as those of jest, lack `Symbol.dispose`. */
function disposable(dispose: () => void): Pick<Interception, typeof Symbol.dispose> {
  const key = Symbol.dispose as symbol | undefined;
  return (key === undefined ? {} : { [key]: dispose }) as Pick<Interception, typeof Symbol.dispose>;
}

interface Chosen {
  readonly space: string | undefined;
  /** By the name of a provider. */
  readonly scenarios: ReadonlyMap<string, readonly string[]>;
  readonly onUnhandledRequest: 'bypass' | 'error';
}

function responderOf({ providers }: Simulator, entrance: Entrance, chosen: Chosen): Responder {
  const ownerOf = (authority: string): ReturnType<typeof ownerOfHost> =>
    ownerOfHost(hostOfAuthority(authority), providers);
  return {
    refusesOthers: chosen.onUnhandledRequest === 'error',
    answersFor: (authority) => ownerOf(authority) !== undefined,
    connect(authority) {
      const scenarios = chosen.scenarios.get(ownerOf(authority)?.provider.name ?? '') ?? [];
      return entrance.connect({ host: hostOfAuthority(authority), space: chosen.space, scenarios });
    },
  };
}

function spaceIn({ spaces }: Simulator, name: string | undefined): string | undefined {
  const space = name?.toLowerCase();
  const problem = space === undefined ? undefined : (problemWithSpaceName(space) ?? spaces.rejectionReason(space));
  if (problem !== undefined) throw new TypeError(`Invalid space name: ${problem}.`);
  return space;
}

/** For each provider the scenarios that it knows; every scenario needs one. */
function scenariosOf({ providers }: Simulator, names: readonly string[]): Chosen['scenarios'] {
  const known = new Map<string, readonly string[]>();
  for (const provider of providers) {
    known.set(
      provider.name,
      names.filter((name) => findScenarios(provider, [name]).ok),
    );
  }
  const unknown = names.find((name) => ![...known.values()].flat().includes(name));
  const [first] = providers;
  const found = unknown === undefined || first === undefined ? undefined : findScenarios(first, [unknown]);
  if (found?.ok === false) throw new TypeError(`scenarios: ${found.problem.says} ${found.problem.fix}`);
  return known;
}
