import type { Provider } from './core/provider.js';
import type { Spaces } from './core/state/spaces.js';
import type { Judge } from './core/state/world-check.js';
import { hostsOf } from './http/address.js';
import type { Dispatcher } from './http/callbacks/dispatcher.js';
import { rememberTunnel, type Tunnel } from './http/connection.js';
import { listen, type Listening } from './http/lifecycle.js';
import type { HttpLimits } from './http/limits.js';
import { type MemorySocket, openMemoryConnection } from './http/memory-connection.js';
import { type ControlListener, createHttpServer } from './http/server.js';
import type { SimulatorOptions } from './options.js';
import { registerListener } from './platform/listeners.js';
import { type StallWatch, watchStalls } from './platform/stall-watch.js';
import { schedule as machineSchedule, systemClock } from './platform/timers.js';
import { version } from './platform/version.js';
import { type Certificates, certificatesFrom } from './tls/authority.js';

/** The parts of a simulator that its server depends on. */
interface ListeningDependencies {
  readonly providers: readonly Provider[];
  readonly spaces: Spaces;
  readonly dispatcher: Dispatcher;
  /** Identifies the simulator among those of this process. */
  readonly owner: object;
  readonly limits: HttpLimits;
  readonly certificates: Certificates | undefined;
}

/** Makes the server of a simulator, and listens. */
export async function listenFor(
  dependencies: ListeningDependencies,
  where: { readonly port: number; readonly host: string },
  options: SimulatorOptions,
): Promise<Listening> {
  const { stallPorts, log = toStandardError } = options;
  const stallWatch = stallPorts && watchStalls({ ...stallPorts, log });
  const { server, stop } = serverFor(dependencies, { boundTo: where.host, stallWatch }, options);
  registerListener(server, dependencies.owner);
  const listening = await listen(server, where);
  return {
    ...listening,
    close(deadlineMs) {
      stallWatch?.stop();
      const closed = listening.close(deadlineMs);
      stop(closed);
      return closed;
    },
  };
}

/** A way into a simulator for connections of this process, without a port. */
export interface Entrance {
  /** Opens a connection to a provider's host, as through a tunnel: the control API does not answer there. */
  connect(to: Tunnel): MemorySocket;
  /** Resets its connections; with the end of the simulator, deliveries of callbacks stop as well. */
  close(how: { readonly simulatorEnds: boolean }): void;
}

/** Makes a server of a simulator that does not listen. */
export function entranceFor(dependencies: ListeningDependencies, options: SimulatorOptions): Entrance {
  const { server, stop } = serverFor(dependencies, { boundTo: '127.0.0.1' }, options);
  const open = new Set<MemorySocket>();
  return {
    connect(to) {
      const connection = openMemoryConnection();
      open.add(connection.server);
      connection.server.once('close', () => open.delete(connection.server));
      rememberTunnel(connection.server, to);
      server.emit('connection', connection.server);
      return connection.client;
    },
    close({ simulatorEnds }) {
      for (const each of open) each.resetAndDestroy();
      if (simulatorEnds) stop();
    },
  };
}

interface ServerContext {
  readonly boundTo: string;
  readonly stallWatch?: StallWatch | undefined;
}

interface StoppableServer {
  readonly server: ReturnType<typeof createHttpServer>;
  /** Stops what goes on beside requests; replies still under way do not start deliveries again until `closed` settles. */
  readonly stop: (closed?: Promise<unknown>) => void;
}

function serverFor(
  { providers, spaces, dispatcher, limits, certificates }: ListeningDependencies,
  { boundTo, stallWatch }: ServerContext,
  {
    allowHosts = [],
    controlToken,
    faithful = false,
    schedule = machineSchedule,
    log = toStandardError,
    onRequest,
    warn,
    language,
    proxy,
  }: SimulatorOptions,
): StoppableServer {
  const closing = new AbortController();
  const guard = { boundTo, allowHosts, controlToken };
  const judge = async (): Promise<Judge> => (await import('./platform/judge.js')).judge;
  const settingsOfControl = { spaces, providers, judge, guard, version, dispatcher, closing: closing.signal };
  const control = async (): Promise<ControlListener> => {
    const { controlListener, controlRouter } = await import('./http/control/index.js');
    return controlListener(controlRouter(settingsOfControl));
  };
  const settings = { faithful, schedule, onRequest, warn, language, ownNames: { boundTo, allowHosts } };
  const secured = { certificates, proxy };
  const server = createHttpServer({
    providers,
    spaces,
    dispatcher,
    control,
    settings,
    limits,
    stallWatch,
    log,
    ...secured,
  });
  return {
    server,
    stop(closed) {
      closing.abort();
      dispatcher.stopAll(closed);
    },
  };
}

/** The certificates that the options ask for; undefined without TLS. */
export function certificatesOf(
  { tls = {} }: SimulatorOptions,
  providers: readonly Provider[],
): Certificates | undefined {
  if (tls === false) return undefined;
  // Not the clock of a space: clients judge certificates by the true time.
  return certificatesFrom({ hosts: hostsOf(providers), now: () => systemClock.now(), ...tls });
}

/** Writes a line to standard error. */
export function toStandardError(text: string): void {
  process.stderr.write(`${text}\n`);
}
