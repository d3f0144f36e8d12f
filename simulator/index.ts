import type { IncomingRequest } from './core/requests/incoming-request.js';
import type { Attempt } from './core/callbacks/attempts.js';
import { defaultReceivers } from './core/callbacks/outbox.js';
import type { DeliveryResult, Transport } from './core/callbacks/transport.js';
import type { Clock } from './core/state/clock.js';
import { type Exchange, handleRequest } from './core/requests/handle-request.js';
import { receiverToProbe } from './core/requests/receiver-to-probe.js';
import type { Provider } from './core/provider.js';
import type { AnyReadingOptions } from './core/pipeline/reading.js';
import { findScenarios } from './core/scenarios/scenario-names.js';
import type { UrlScenario } from './core/scenarios/scenario-registry.js';
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
  DeliveryResult,
  Transport,
  Exchange,
  HttpLimits,
  Listening,
  Space,
  World,
};

/** The options of a simulator; all have a default. */
export interface SimulatorOptions {
  /** The simulated providers. Default: the included ones. */
  readonly providers?: readonly Provider[];
  /** The starting world of every space; validate it first. Default: the included one. */
  readonly world?: World;
  /** Seed for random values; the same seed gives the same values. */
  readonly seed?: string;
  /** The start of every space's clock, ms since the epoch. Default: the system's time. */
  readonly startAt?: number;
  /**
   * Readings that differ from the defaults, by provider: `{ ytx: { profile: 'lenient', validity: '10min' } }`. The name
   * `profile` selects a profile; single readings take precedence over it.
   */
  readonly readings?: Readonly<Record<string, AnyReadingOptions>>;
  /** The source of time. Default: the system. */
  readonly clock?: Clock;
  /** The limits of a space's journal. Default: 1,000 exchanges and 32 MiB. */
  readonly journal?: RingLimits;
  /** The most named spaces at once. Default: 256. */
  readonly spaces?: number;
  /**
   * Approximate memory of all spaces, bytes. Default: 256 MiB. The longest unused spaces and the oldest entries are
   * dropped first.
   */
  readonly memory?: number;
  /** Omits every `simulator-*` header from provider replies. */
  readonly faithful?: boolean;
  /** Refuses requests with warnings, with a problem of the simulator. Default: they are answered as the provider does. */
  readonly rejectWarnings?: boolean;
  /** Receives the first warning of each name in a space that listens, without credentials. Default: none. */
  readonly warn?: (text: string) => void;
  /** The language of the warnings that `warn` receives. Default: English. */
  readonly language?: 'en' | 'zh';
  /** Hosts, besides loopback and the bound address, that the control API accepts. */
  readonly allowHosts?: readonly string[];
  /** The bearer token that the control API requires. Default: none. */
  readonly controlToken?: string;
  /** Options of callback deliveries. */
  readonly callbacks?: CallbackOptions;
  /** Limits of the server; docs/security.md lists the defaults. */
  readonly limits?: Partial<HttpLimits>;
  /** Waits for real time (ms) in a slow scenario. Default: the machine's timers. */
  readonly pause?: Pause;
  /**
   * Sources for the stall watch, which logs when the event loop is blocked for 200 ms or more. Default: no watch, since
   * in the user's own process the user's code may block it.
   */
  readonly stallPorts?: Omit<StallPorts, 'log'>;
  /** Receives errors, without credentials. Default: standard error. */
  readonly log?: (text: string) => void;
}

/** A simulator of all providers, in this process. */
export interface Simulator {
  readonly providers: readonly Provider[];
  readonly spaces: Spaces;
  /** Listens on a TCP port; port 0 picks a free one. Rejects with node's error if it cannot listen. */
  listen(port?: number, host?: string): Promise<Listening>;
  /**
   * Answers one request without a socket, and records it in the journal. Throws a TypeError for an unknown provider or
   * scenario. A scenario's fault of the wire is recorded in the exchange, but has no effect.
   */
  ask(provider: string, request: IncomingRequest, where?: AskOptions): Exchange;
  /**
   * Sends the probe that the provider sends to a receiver before it registers it, and returns the result, which `ask`
   * takes. Undefined if the request causes no probe: it registers no receiver, or is refused before. Throws as `ask` does.
   */
  probe(provider: string, request: IncomingRequest, where?: Where): Promise<DeliveryResult | undefined>;
  /**
   * Advances a space's clock by so many ms and delivers the callbacks that become due; returns the attempts. Rejects
   * with a TypeError for a negative number and for NaN.
   */
  advance(byMs: number, where?: Pick<Where, 'space'>): Promise<Advanced>;
}

/** The space of a request, and its scenarios with the names that a URL would have. */
export interface Where {
  readonly space?: string | undefined;
  readonly scenarios?: readonly string[];
}

/** The circumstances of a request without a socket. */
export interface AskOptions extends Where {
  /** The result of the probe of a receiver. Default: the receiver answered. */
  readonly probe?: DeliveryResult | undefined;
}

/** The default limits of a journal. */
export const defaultJournal: RingLimits = { entries: 1000, bytes: 32 * 1024 * 1024 };

/** The default memory of all spaces, bytes. */
const defaultMemory = 256 * 1024 * 1024;

/** The included world: every role of the cast, and no meetings yet. */
export const startingWorld: World = {
  cast: Object.fromEntries(included.map(({ name, world }) => [name, world.cast])),
  ...Object.fromEntries(included.map(({ name, world }) => [name, world.starting])),
};

/**
 * Creates a simulator. It reads no clock, file or environment by itself, and opens no port until `listen`. Throws a
 * TypeError for an invalid allowance or limit.
 *
 * @example
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
    // Its world may contain events that are due later.
    dispatcher.wake(space);
    return space;
  };
  const onDrop = (space: Space): void => {
    dispatcher.leave(space);
  };
  const kept = { spaces: options.spaces ?? 256, memory: options.memory ?? defaultMemory };
  const spaces = createSpaces(make, kept, { onDrop: onDrop, shed: log });
  const parts = { providers, spaces, dispatcher, owner, limits };
  const findTarget = (name: string, { space, scenarios = [] }: Where): RequestTarget => {
    const provider = providers.find((each) => each.name === name);
    if (provider === undefined)
      throw new TypeError(`unknown provider "${name}"; known: ${providers.map((each) => each.name).join(', ')}`);
    const urlScenarios = findScenarios(provider, scenarios);
    if (!urlScenarios.ok) throw new TypeError(`${urlScenarios.problem.says} ${urlScenarios.problem.fix}`);
    return { provider, space: spaces.of(space), urlScenarios: urlScenarios.value };
  };
  return {
    providers,
    spaces,
    listen: (port = 4010, host = '127.0.0.1') => listenFor(parts, { port, host }, options),
    ask(name, request, { probe, ...where } = {}) {
      const { provider, space, urlScenarios } = findTarget(name, where);
      const done = handleRequest(space, provider, request, { urlScenarios, probe });
      space.journal.record(done, 0);
      spaces.settle(space);
      if (done.events.length > 0) dispatcher.wake(space);
      return done;
    },
    async probe(name, request, where = {}) {
      const { provider, space, urlScenarios } = findTarget(name, where);
      const receiver = receiverToProbe(space, provider, request, urlScenarios);
      return receiver && (await dispatcher.probe(space, receiver));
    },
    async advance(byMs, { space } = {}) {
      if (!(byMs >= 0 && byMs < Infinity)) throw new TypeError(`byMs must be a number of ms, 0 or more, not ${byMs}`);
      return await dispatcher.advance(spaces.of(space), byMs);
    },
  };
}

/** The destination of a request without a socket. */
interface RequestTarget {
  readonly provider: Provider;
  readonly space: Space;
  readonly urlScenarios: readonly UrlScenario[];
}

function startOf({
  world = startingWorld,
  seed = 'understudy',
  startAt,
  readings,
  rejectWarnings = false,
}: SimulatorOptions): StartingPoint {
  return {
    world,
    seed,
    rejectWarnings,
    ...(startAt !== undefined && { startAt }),
    ...(readings !== undefined && { readings }),
  };
}

function receiversFrom({ receivers = defaultReceivers }: CallbackOptions): number {
  if (Number.isSafeInteger(receivers) && receivers > 0) return receivers;
  throw new TypeError('callbacks.receivers must be a whole number above 0');
}

function boundReceivers(space: Space, receivers: number): void {
  if (receivers === defaultReceivers) return;
  space.outbox.boundReceivers(receivers);
  // The events of its world were queued under the default limit, so queue them again.
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
    warn,
    language,
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
  const settings = { faithful, pause, warn, language };
  const server = createHttpServer({ providers, spaces, dispatcher, control, settings, limits, stalls, log });
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

function toStandardError(text: string): void {
  process.stderr.write(`${text}\n`);
}
