import type { IncomingRequest } from './core/requests/incoming-request.js';
import { defaultReceivers } from './core/callbacks/outbox.js';
import type { DeliveryResult } from './core/callbacks/transport.js';
import { problemWithAdoptToken } from './core/requests/adoption.js';
import { type Exchange, handleRequest } from './core/requests/handle-request.js';
import { receiverToProbe } from './core/requests/receiver-to-probe.js';
import type { Provider } from './core/provider.js';
import { findScenarios } from './core/scenarios/scenario-names.js';
import type { UrlScenario } from './core/scenarios/scenario-registry.js';
import { createSpace, type Space, type StartingPoint } from './core/state/space.js';
import { createSpaces, type Spaces } from './core/state/spaces.js';
import type { Stub } from './core/state/stubs.js';
import type { World } from './core/state/world.js';
import { type CallbackOptions, dispatcherFor } from './http/callbacks/dispatcher.js';
import type { Advanced } from './http/callbacks/advance-clock.js';
import type { Listening } from './http/lifecycle.js';
import { limitsFrom } from './http/limits.js';
import { stackOf } from './http/errors.js';
import { byteRing, type RingLimits } from './platform/byte-ring.js';
import { documentsInMemory } from './platform/documents-in-memory.js';
import { listenerAt } from './platform/listeners.js';
import { scheduleInBackground, systemClock } from './platform/timers.js';
import { seededRandom } from './platform/seeded-random.js';
import { certificatesOf, type Entrance, entranceFor, listenFor, toStandardError } from './listening.js';
import type { AskOptions, SimulatorOptions, Where } from './options.js';
import { demandOptions } from './options-check.js';
import { providers as included } from './providers/index.js';

/** A simulator of all providers, in this process. */
export interface Simulator {
  readonly providers: readonly Provider[];
  readonly spaces: Spaces;
  /**
   * Makes a validated world the starting world: that of new spaces, of `reset`, and of existing spaces that have had no
   * request and whose world was not changed. Their clocks, readings and scenarios stay.
   */
  startFrom(world: World): void;
  /**
   * Makes these the starting stubs: those of new spaces, of `reset`, and of existing spaces whose stubs were not changed.
   */
  startWithStubs(stubs: readonly Stub[]): void;
  /** The certificate of the CA that signs those of this simulator, PEM; undefined if it has no TLS. */
  caCertificate(): Promise<string | undefined>;
  /** Listens on a TCP port; port 0 picks a free one. Rejects with node's error if it cannot listen. */
  listen(port?: number, host?: string): Promise<Listening>;
  /** Opens a way in for connections of this process, without a port. `meeting-understudy/intercept` leads requests there. */
  open(): Entrance;
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

/**
 * Checks and compiles stubs by name, as a file of `serve --stubs` has them, for `createSimulator({ stubs })`.
 *
 * Rejects with a TypeError that lists every mistake with its JSON pointer.
 */
export async function loadStubs(
  definitions: Readonly<Record<string, unknown>>,
  providers: readonly Provider[] = included,
): Promise<readonly Stub[]> {
  const [{ checkedStubs }, { judge }] = await Promise.all([import('./stubs/index.js'), import('./platform/judge.js')]);
  const checked = checkedStubs(definitions, providers, judge);
  if (checked.ok) return checked.stubs;
  throw new TypeError(checked.problems.map(({ pointer, says }) => `${pointer} ${says}`).join('; '));
}

/** The default limits of a journal. */
const defaultJournal: RingLimits = { entries: 1000, bytes: 32 * 1024 * 1024 };

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
  demandOptions(options, providers);
  const start = startOf(options);
  const limits = limitsFrom(options.limits ?? {});
  const platform = {
    clock,
    documents: documentsInMemory,
    ring: () => byteRing<never>({ ...defaultJournal, ...options.journal }),
    randomness: seededRandom,
  };
  const fault = faultsInto(log);
  const receivers = receiversFrom(callbacks);
  const owner = {};
  const simulator = { owner, providers };
  const dispatcher = dispatcherFor(callbacks, {
    faithful,
    fault,
    schedule: scheduleInBackground,
    simulator,
    simulatorAt: listenerAt,
  });
  const make = (name: string): Space => {
    const space = createSpace(name, providers, { start, platform });
    boundReceivers(space, receivers);
    // Its world may contain events that are due later.
    dispatcher.startDeliveries(space);
    return space;
  };
  const onDrop = (space: Space): void => {
    dispatcher.leave(space);
  };
  const kept = { spaces: options.spaces ?? 256, memory: options.memory ?? defaultMemory };
  const spaces = createSpaces(make, kept, { onDrop: onDrop, shed: log });
  const certificates = certificatesOf(options, providers);
  const parts = { providers, spaces, dispatcher, owner, limits, certificates };
  const findTarget = (name: string, { space, scenarios = [] }: Where): RequestTarget => {
    const provider = providers.find((each) => each.name === name);
    if (provider === undefined)
      throw new TypeError(`unknown provider "${name}"; known: ${providers.map((each) => each.name).join(', ')}`);
    const urlScenarios = findScenarios(provider, scenarios);
    if (!urlScenarios.ok) throw new TypeError(`${urlScenarios.problem.says} ${urlScenarios.problem.fix}`);
    return { provider, space: spaces.getOrCreate(space), urlScenarios: urlScenarios.value };
  };
  return {
    providers,
    spaces,
    startFrom(world) {
      start.world = world;
      for (const space of spaces.names().map((name) => spaces.getOrCreate(name))) {
        space.takeStart();
        dispatcher.startDeliveries(space);
      }
    },
    startWithStubs(stubs) {
      start.stubs = stubs;
      for (const space of spaces.names().map((name) => spaces.getOrCreate(name))) space.takeStart();
    },
    caCertificate: async () => certificates?.authority(),
    listen: (port = 4010, host = '127.0.0.1') => listenFor(parts, { port, host }, options),
    open: () => entranceFor(parts, options),
    ask(name, request, { probe, ...where } = {}) {
      const { provider, space, urlScenarios } = findTarget(name, where);
      const done = handleRequest(space, provider, request, { urlScenarios, probe });
      space.journal.record(done, 0);
      spaces.enforceMemoryLimit(space);
      if (done.events.length > 0) dispatcher.startDeliveries(space);
      return done;
    },
    async probe(name, request, where = {}) {
      const { provider, space, urlScenarios } = findTarget(name, where);
      const receiver = receiverToProbe(space, provider, request, urlScenarios);
      return receiver && (await dispatcher.probe(space, receiver));
    },
    async advance(byMs, { space } = {}) {
      if (!(byMs >= 0 && byMs < Infinity)) throw new TypeError(`byMs must be a number of ms, 0 or more, not ${byMs}`);
      return await dispatcher.advance(spaces.getOrCreate(space), byMs);
    },
  };
}

/** The destination of a request without a socket. */
interface RequestTarget {
  readonly provider: Provider;
  readonly space: Space;
  readonly urlScenarios: readonly UrlScenario[];
}

/** A starting point whose world and stubs may become others. */
type ChangeableStart = Omit<StartingPoint, 'world' | 'stubs'> & { world: World; stubs: readonly Stub[] };

function startOf({
  world = startingWorld,
  seed = 'understudy',
  startAt,
  readings,
  rejectWarnings = false,
  adoptTokens = [],
  controlToken,
  stubs = [],
}: SimulatorOptions): ChangeableStart {
  for (const token of adoptTokens) {
    const problem = problemWithAdoptToken(token);
    if (problem !== undefined) throw new TypeError(`a token of adoptTokens ${problem}`);
  }
  return {
    world,
    seed,
    rejectWarnings,
    adoptTokens,
    ownSecrets: [controlToken].filter((each) => each !== undefined),
    stubs,
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
