import { sizeOf } from '../bytes.js';
import { type Attempt, createAttempts } from '../callbacks/attempts.js';
import { outboxInMemory } from '../callbacks/outbox.js';
import type { QueuedEvent } from '../callbacks/queued-event.js';
import { scheduledEventsOf, replan } from '../callbacks/scheduled-events.js';
import { type Sink, sinkInMemory } from '../callbacks/sink.js';
import { type AnyReadingOptions, defaultOptions, problemsWithReadings, withoutProfile } from '../pipeline/reading.js';
import type { Provider } from '../provider.js';
import { redactorFor } from '../redaction/redactor.js';
import { scenarioRegistryInMemory } from '../scenarios/scenario-registry.js';
import { type Clock, type Randomness, spaceClock } from './clock.js';
import type { Change, Documents } from './documents.js';
import { type Journal, journalOver, type StoredExchange, type Ring } from './journal.js';
import { limiterInMemory, type Sequences, sequencesInMemory } from './limiter.js';
import type { SpaceState } from './space-state.js';
import { type Stub, stubsInMemory } from './stubs.js';
import type { CastPart, World } from './world.js';

/** The platform of a space: time, random values and storage. */
interface Platform {
  readonly clock: Clock;
  readonly documents: () => Documents;
  readonly ring: () => Ring<StoredExchange>;
  readonly randomness: Randomness;
}

/** The initial state of every space, to which `reset` returns. */
export interface StartingPoint {
  /** May become another one: spaces take it when they are created and at `reset`. */
  readonly world: World;
  readonly seed: string;
  /** The clock's start, ms since the epoch. Default: the system's time. */
  readonly startAt?: number;
  /** Readings that differ from the defaults, by provider; `profile` names a profile of the provider. */
  readonly readings?: Readonly<Record<string, AnyReadingOptions>>;
  /** Rejects requests with warnings. Default: they are answered. */
  readonly rejectWarnings?: boolean;
  /** Tokens with which unknown callers are added to the world. Default: none. */
  readonly adoptTokens?: readonly string[];
  /** Secrets of no provider, such as the token of the control API: they are redacted everywhere. */
  readonly ownSecrets?: readonly string[];
  /** May become others, as the world may. Default: none. */
  readonly stubs?: readonly Stub[];
}

/** An isolated simulator with its own world, clock, seed, readings and journal. */
export interface Space extends SpaceState {
  readonly name: string;
  readonly journal: Journal;
  /** The receiver of callbacks to the space itself. */
  readonly sink: Sink;
  /** The number of the next action of the control API, from 1. Exchanges are numbered separately. */
  nextAction(): number;
  /** Changes readings; those not named keep their option. A profile must be resolved first. */
  setReadings(provider: Provider, readings: AnyReadingOptions): void;
  world(): World;
  /** Replaces the world. With `keepSequences`, sequence numbers never go back; `documents` are those of the world, if they are at hand. */
  replaceWorld(world: World, keepSequences: boolean, documents?: readonly Change[]): void;
  /** The entity of each role, by provider, with usable credentials. */
  cast(): Readonly<Record<string, Readonly<Record<string, object>>>>;
  /** The approximate memory it takes, bytes. */
  bytes(): number;
  /**
   * Drops the oldest data: half of the journal, of the attempts and of the sink's requests; if there are none, half of
   * the documents that users can add without limit. Returns false if there was nothing to drop.
   */
  shed(): boolean;
  /**
   * Takes the starting world as it is now, unless the space has had requests or its world was changed; and the starting
   * stubs, unless its own were changed.
   */
  takeStart(): void;
  /** Restores the start: world, clock, seed, readings, scenarios, stubs, counters, journal. */
  reset(): void;
}

/** Creates a space in its initial state. */
export function createSpace(
  name: string,
  providers: readonly Provider[],
  { start, platform }: { readonly start: StartingPoint; readonly platform: Platform },
): Space {
  const clock = spaceClock(platform.clock, start.startAt);
  const documents = platform.documents();
  const journal = journalOver(platform.ring());
  const sequences = sequencesInMemory();
  const limiter = limiterInMemory();
  const scenarios = scenarioRegistryInMemory();
  const stubs = stubsInMemory();
  const attempts = createAttempts(maxAttempts);
  const outbox = outboxInMemory((queued) => {
    attempts.record(droppedAttempt(clock.now(), queued));
  });
  const sink = sinkInMemory();
  const readings = new Map<string, AnyReadingOptions>();
  let cast: Readonly<Record<string, CastPart>> = {};
  let exchanges = 0;
  let actions = 0;
  let firstRevision = 0;
  const readingsOf = ({ name: provider }: Provider): AnyReadingOptions => readings.get(provider) ?? {};
  const eventSource = { providers, documents, readingsOf };
  // The journal outlives a world, and must not show its secrets.
  const formerSecrets = new Set<string>();
  const { adoptTokens = [], ownSecrets = [] } = start;

  const replaceWorld: Space['replaceWorld'] = (world, keepSequences, prepared) => {
    const now = clock.now();
    const before = keepSequences ? scheduledEventsOf(eventSource, now) : undefined;
    const replaced = providers.flatMap((each) => each.secretRules.secretsIn(documents));
    const own = world === start.world ? startingDocuments(providers, world) : documentsOf(providers, world);
    documents.replaceAll(prepared ?? own);
    for (const secret of replaced) formerSecrets.add(secret);
    if (!keepSequences) sequences.clear();
    continueNumbers(providers, world, sequences);
    cast = world.cast ?? {};
    replan(outbox, now, { before, after: scheduledEventsOf(eventSource, now) });
  };
  const begin = (): void => {
    clock.reset();
    limiter.clear();
    scenarios.clear();
    stubs.restore(start.stubs ?? []);
    journal.clear();
    attempts.clear();
    outbox.reset();
    sink.clear();
    exchanges = 0;
    actions = 0;
    for (const provider of providers) readings.set(provider.name, startingReadings(provider, start));
    replaceWorld(start.world, false);
    firstRevision = documents.revision();
    formerSecrets.clear();
  };
  begin();

  return {
    name,
    clock,
    documents,
    limiter,
    scenarios,
    stubs,
    outbox,
    attempts,
    journal,
    sink,
    rejectsWarnings: start.rejectWarnings === true,
    adoptTokens,
    nextExchange: () => (exchanges += 1),
    nextAction: () => (actions += 1),
    nextNumber: sequences.next,
    randomFor: (exchange) => platform.randomness(start.seed, exchange),
    readingsOf,
    setReadings({ name: provider }, changed) {
      readings.set(provider, { ...readings.get(provider), ...changed });
    },
    redactor: () => redactorFor(providers, documents, [...formerSecrets, ...adoptTokens, ...ownSecrets]),
    world: () => ({
      cast,
      ...Object.fromEntries(providers.map((each) => [each.name, each.world.fromDocuments(documents, clock.now())])),
    }),
    replaceWorld,
    cast: () =>
      Object.fromEntries(providers.map((each) => [each.name, castOf(each, documents, cast[each.name] ?? {})])),
    bytes: () => sumOfBytes([documents, journal, outbox, attempts, sink, stubs]),
    shed: () => shedRecords({ journal, attempts, sink, documents, providers }),
    takeStart() {
      if (!stubs.isChanged()) stubs.restore(start.stubs ?? []);
      if (exchanges > 0 || documents.revision() !== firstRevision) return;
      replaceWorld(start.world, false);
      firstRevision = documents.revision();
    },
    reset: begin,
  };
}

/** The readings of a space at its start; throws a TypeError for an unknown reading, option or profile. */
function startingReadings(provider: Provider, { readings = {} }: StartingPoint): AnyReadingOptions {
  const selection = readings[provider.name] ?? {};
  const [problem] = problemsWithReadings(provider, selection);
  if (problem !== undefined) throw new TypeError(`readings/${provider.name}${problem.pointer} ${problem.says}`);
  return { ...defaultOptions(provider.readings), ...withoutProfile(provider, selection) };
}

/** Memory cost of a space besides what is counted, bytes. */
const baseBytes = 64 * 1024;

const sumOfBytes = (parts: readonly { bytes(): number }[]): number =>
  parts.reduce((sum, part) => sum + part.bytes(), baseBytes);

type ShedInput = Pick<Space, 'journal' | 'attempts' | 'sink' | 'documents'> & {
  readonly providers: readonly Provider[];
};

function shedRecords({ journal, attempts, sink, documents, providers }: ShedInput): boolean {
  const records = [journal, attempts, sink].filter((each) => each.bytes() > leastShed);
  if (records.length > 0) {
    for (const each of records) each.dropOlderHalf();
    return true;
  }
  const kinds = providers.flatMap(({ world: { growing = [] } }) => growing);
  const oldest = kinds.flatMap((kind) => {
    const all = Array.from(documents.all(kind), ([id]) => id);
    return all.slice(0, Math.ceil(all.length / 2)).map((id) => ({ kind, id, value: undefined }));
  });
  documents.commit(oldest);
  return oldest.length > 0;
}

/** Smaller records are not halved: it would not help. */
const leastShed = 32 * 1024;

/** The maximum number of attempts that are kept. */
const maxAttempts = 1000;

const droppedAttempt = (at: number, queued: QueuedEvent): Attempt => {
  const nothing = { accepted: false, scenarios: [], durationMs: 0, nextAt: undefined };
  return { queued, number: 1, at, outcome: { outcome: 'dropped' }, ...nothing };
};

function* documentsOf(providers: readonly Provider[], world: World): Iterable<Change> {
  for (const { name, world: shape } of providers) yield* shape.toDocuments(world[name] ?? {});
}

/**
 * The documents of a world and about how much memory they take, bytes, in steps: other requests can be answered in between.
 *
 * `replaceWorld` takes the result, and then costs little.
 */
export function* preparedDocuments(
  providers: readonly Provider[],
  world: World,
): Generator<undefined, { readonly documents: readonly Change[]; readonly bytes: number }> {
  const documents: Change[] = [];
  let bytes = 0;
  for (const change of documentsOf(providers, world)) {
    documents.push(change);
    bytes += change.value === undefined ? 0 : sizeOf(change.value);
    yield;
  }
  return { documents, bytes };
}

interface StartingDocuments {
  readonly providers: readonly Provider[];
  readonly documents: readonly Change[];
}

const startingDocumentsOf = new WeakMap<World, StartingDocuments>();

/** The documents of a starting world, which all spaces share: a document is never changed in place. */
function startingDocuments(providers: readonly Provider[], world: World): readonly Change[] {
  const before = startingDocumentsOf.get(world);
  if (before?.providers === providers) return before.documents;
  const documents = [...documentsOf(providers, world)];
  startingDocumentsOf.set(world, { providers, documents });
  return documents;
}

function continueNumbers(providers: readonly Provider[], world: World, sequences: Sequences): void {
  for (const { name, world: shape } of providers) shape.continueNumbers(world[name] ?? {}, sequences);
}

function castOf({ world }: Provider, documents: Documents, cast: CastPart): Readonly<Record<string, object>> {
  const members = Object.entries(cast).map(
    ([role, id]) => [role, world.castMember(documents, role, id, cast)] as const,
  );
  return Object.fromEntries(members.filter((member): member is readonly [string, object] => member[1] !== undefined));
}
