import type { Provider } from './core/provider.js';
import type { Spaces } from './core/state/spaces.js';
import type { Judge } from './core/state/world-check.js';
import { hostsOf } from './http/address.js';
import type { Dispatcher } from './http/callbacks/dispatcher.js';
import { controlRouter } from './http/control/index.js';
import { listen, type Listening } from './http/lifecycle.js';
import type { HttpLimits } from './http/limits.js';
import { createHttpServer } from './http/server.js';
import type { SimulatorOptions } from './options.js';
import { registerListener } from './platform/listeners.js';
import { watchStalls } from './platform/stall-watch.js';
import { pause as machinePause, systemClock } from './platform/timers.js';
import { version } from './platform/version.js';
import { type Certificates, certificatesFrom } from './tls/authority.js';

/** The parts of a simulator that its server needs. */
interface ListeningParts {
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
  { providers, spaces, dispatcher, owner, limits, certificates }: ListeningParts,
  where: { readonly port: number; readonly host: string },
  {
    allowHosts = [],
    controlToken,
    faithful = false,
    pause = machinePause,
    log = toStandardError,
    warn,
    stallPorts,
    proxy,
  }: SimulatorOptions,
): Promise<Listening> {
  const closing = new AbortController();
  const guard = { boundTo: where.host, allowHosts, controlToken };
  const judge = async (): Promise<Judge> => (await import('./platform/judge.js')).judge;
  const control = controlRouter({
    spaces,
    providers,
    judge,
    guard,
    version,
    dispatcher,
    closing: closing.signal,
  });
  const stalls = stallPorts && watchStalls({ ...stallPorts, log });
  const settings = { faithful, pause, warn };
  const secured = { certificates, proxy };
  const server = createHttpServer({
    providers,
    spaces,
    dispatcher,
    control,
    settings,
    limits,
    stalls,
    log,
    ...secured,
  });
  registerListener(server, owner);
  const listening = await listen(server, where);
  return {
    ...listening,
    close(deadlineMs) {
      closing.abort();
      stalls?.stop();
      const closed = listening.close(deadlineMs);
      // Replies still under way do not wake a space again.
      dispatcher.stopAll(closed);
      return closed;
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
