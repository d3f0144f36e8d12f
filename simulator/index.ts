import type { IncomingRequest } from './core/requests/incoming-request.js';
import type { Attempt } from './core/callbacks/attempts.js';
import { defaultReceivers } from './core/callbacks/outbox.js';
import type { Transport } from './core/callbacks/transport.js';
import type { Clock } from './core/state/clock.js';
import { type Exchange, handleRequest } from './core/requests/handle-request.js';
import type { Provider } from './core/provider.js';
import type { AnyChosen } from './core/pipeline/reading.js';
import { findScenarios } from './core/scenarios/scenario-names.js';
import { createSpace, type Space, type StartingPoint } from './core/state/space.js';
import { createSpaces, type Spaces } from './core/state/spaces.js';
import type { World } from './core/state/world.js';
import { type CallbackOptions, type Dispatcher, dispatcherFor } from './http/callbacks/dispatcher.js';
import type { Advanced } from './http/callbacks/advance-clock.js';
import { controlRouter } from './http/control/index.js';
import { listen, type Listening } from './http/lifecycle.js';
import { createHttpServer } from './http/server.js';
import { type HttpLimits, limitsFrom } from './http/limits.js';
import { stackOf } from './http/errors.js';
import type { Pause } from './http/faults.js';
import { byteRing, type RingLimits } from './platform/byte-ring.js';
import { documentsInMemory } from './platform/documents-in-memory.js';
import { listenerAt, registerListener } from './platform/listeners.js';
import { alarm, pause as machinePause, systemClock } from './platform/timers.js';
import { seededRandom } from './platform/seeded-random.js';
import { type StallPorts, watchStalls } from './platform/stall-watch.js';
import { version } from './platform/version.js';
import { providers as included } from './providers/index.js';
import type { Judge } from './core/state/world-check.js';

export type {
  Advanced,
  IncomingRequest,
  Attempt,
  CallbackOptions,
  Transport,
  Exchange,
  HttpLimits,
  Listening,
  Space,
  World,
};

/** What can be chosen about a simulator; everything has a default. */
export interface SimulatorOptions {
  /** Who is stood in for; the included providers unless given. */
  readonly providers?: readonly Provider[];
  /** The starting world of every space; it must have been checked. The included one unless given. */
  readonly world?: World;
  /** What all chance follows from; the same seed draws the same. */
  readonly seed?: string;
  /** Where every space's clock starts, ms since the epoch; with the system's clock unless given. */
  readonly startAt?: number;
  /** Readings that differ from the defaults, by provider. */
  readonly readings?: Readonly<Record<string, AnyChosen>>;
  /** Where time comes from; the system unless given. */
  readonly clock?: Clock;
  /** What a space's journal keeps; 1,000 exchanges and 32 MiB unless given. */
  readonly journal?: RingLimits;
  /** How many named spaces there may be at once; 256 unless given. */
  readonly spaces?: number;
  /** About how many bytes all spaces may take; 256 MiB unless given. The longest unused spaces and the oldest entries go first. */
  readonly memory?: number;
  /** Leaves every `simulator-*` header off provider replies. */
  readonly faithful?: boolean;
  /** Hosts, besides loopback and the bound address, by which the control API may be asked. */
  readonly allowHosts?: readonly string[];
  /** The bearer token that the control API demands; none unless given. */
  readonly controlToken?: string;
  /** How callbacks are delivered. */
  readonly callbacks?: CallbackOptions;
  /** What a server takes at most; the defaults stand in docs/security.md. */
  readonly limits?: Partial<HttpLimits>;
  /** Lets real time (ms) pass for a scenario that is slow; the machine's unless given. */
  readonly pause?: Pause;
  /**
   * Logs when the event loop stands still for 200 ms or more. Not watched unless given: in a process of the user's own, the
   * user's code may be what holds it up.
   */
  readonly stallPorts?: Omit<StallPorts, 'log'>;
  /** Takes what goes wrong, free of credentials; default: standard error. */
  readonly log?: (text: string) => void;
}

/** A stand-in for every provider, in this process. */
export interface Simulator {
  readonly providers: readonly Provider[];
  readonly spaces: Spaces;
  /** Answers on a TCP port; port 0 picks a free one. Rejects with node's error when it cannot listen. */
  listen(port?: number, host?: string): Promise<Listening>;
  /**
   * Answers one request without any socket, and writes it into the journal. A TypeError for a provider or a scenario
   * that there is not; what a scenario does on the wire stands in the exchange, and happens to nobody.
   */
  ask(provider: string, request: IncomingRequest, where?: Where): Exchange;
  /**
   * Moves a space's clock on by so many ms, and tells its receivers what comes due on the way; says what was tried.
   * Rejects with a TypeError for less than 0 ms, and for what is no number.
   */
  advance(byMs: number, where?: Pick<Where, 'space'>): Promise<Advanced>;
}

/** In which space a request is answered, and with which scenarios, as a URL would name them. */
export interface Where {
  readonly space?: string | undefined;
  readonly scenarios?: readonly string[];
}

/** What a journal keeps unless it is told otherwise. */
export const defaultJournal: RingLimits = { entries: 1000, bytes: 32 * 1024 * 1024 };

/** What all spaces may take unless it is told otherwise, bytes. */
const defaultMemory = 256 * 1024 * 1024;

/** The included world: every role of the cast, and nothing that has happened yet. */
export const startingWorld: World = {
  cast: Object.fromEntries(included.map(({ name, world }) => [name, world.cast])),
  ...Object.fromEntries(included.map(({ name, world }) => [name, world.starting])),
};

/**
 * Makes a simulator. It reads no clock, file or environment of its own accord, and opens no port until `listen`.
 * Throws a TypeError for an allowance or a limit that cannot be.
 *
 * @example
 * const simulator = createSimulator();
 * const { url, close } = await simulator.listen(0);
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const {
    providers = included,
    clock = systemClock,
    callbacks = {},
    faithful = false,
    log = toStandardError,
  } = options;
  const start = startOf(options);
  const limits = limitsFrom(options.limits ?? {});
  const platform = {
    clock,
    documents: documentsInMemory,
    ring: () => byteRing<never>(options.journal ?? defaultJournal),
    randomness: seededRandom,
  };
  const fault = faultsInto(log);
  const receivers = receiversFrom(callbacks);
  const owner = {};
  const simulator = { owner, providers };
  const dispatcher = dispatcherFor(callbacks, { faithful, fault, alarm, simulator, simulatorAt: listenerAt });
  const make = (name: string): Space => {
    const space = createSpace(name, providers, { start, platform });
    boundReceivers(space, receivers);
    // Its world may have something to tell in a while.
    dispatcher.wake(space);
    return space;
  };
  const onDrop = (space: Space): void => {
    dispatcher.leave(space);
  };
  const kept = { spaces: options.spaces ?? 256, memory: options.memory ?? defaultMemory };
  const spaces = createSpaces(make, kept, { onDrop: onDrop, shed: log });
  const parts = { providers, spaces, dispatcher, owner, limits };
  return {
    providers,
    spaces,
    listen: (port = 4010, host = '127.0.0.1') => listenFor(parts, { port, host }, options),
    ask(name, request, { space: spaceName, scenarios = [] } = {}) {
      const provider = providers.find((each) => each.name === name);
      if (provider === undefined) throw new TypeError(`there is no provider called "${name}"`);
      const space = spaces.of(spaceName);
      const named = findScenarios(provider, scenarios);
      if (!named.ok) throw new TypeError(`${named.problem.says} ${named.problem.fix}`);
      const done = handleRequest(space, provider, request, named.value);
      space.journal.record(done, 0);
      spaces.settle(space);
      if (done.events.length > 0) dispatcher.wake(space);
      return done;
    },
    async advance(byMs, { space } = {}) {
      if (!(byMs >= 0 && byMs < Infinity)) throw new TypeError(`a clock is moved on by 0 ms or more, not by ${byMs}`);
      return await dispatcher.advance(spaces.of(space), byMs);
    },
  };
}

function startOf({ world = startingWorld, seed = 'understudy', startAt, readings }: SimulatorOptions): StartingPoint {
  return { world, seed, ...(startAt !== undefined && { startAt }), ...(readings !== undefined && { readings }) };
}

function receiversFrom({ receivers = defaultReceivers }: CallbackOptions): number {
  if (Number.isSafeInteger(receivers) && receivers > 0) return receivers;
  throw new TypeError('callbacks.receivers must be a whole number above 0');
}

function boundReceivers(space: Space, receivers: number): void {
  if (receivers === defaultReceivers) return;
  space.outbox.boundReceivers(receivers);
  // What its world has yet to tell was taken up under the default.
  space.reset();
}

const faultsInto =
  (log: (text: string) => void) =>
  (space: Space, error: unknown): void => {
    log(space.redactor()(stackOf(error)));
  };

interface ListeningParts extends Pick<Simulator, 'providers' | 'spaces'> {
  readonly dispatcher: Dispatcher;
  /** Identifies the simulator among those of this process. */
  readonly owner: object;
  readonly limits: HttpLimits;
}

async function listenFor(
  { providers, spaces, dispatcher, owner, limits }: ListeningParts,
  where: { readonly port: number; readonly host: string },
  {
    allowHosts = [],
    controlToken,
    faithful = false,
    pause = machinePause,
    log = toStandardError,
    stallPorts,
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
  const settings = { faithful, pause };
  const server = createHttpServer({ providers, spaces, dispatcher, control, settings, limits, stalls, log });
  registerListener(server, owner);
  const listening = await listen(server, where);
  return {
    ...listening,
    close(deadlineMs) {
      closing.abort();
      stalls?.stop();
      const closed = listening.close(deadlineMs);
      // A reply that is still under way wakes nobody any more.
      dispatcher.stopAll(closed);
      return closed;
    },
  };
}

function toStandardError(text: string): void {
  process.stderr.write(`${text}\n`);
}
