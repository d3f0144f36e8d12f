import type { JsonObject } from '../../../contracts/json.js';
import type { IncomingRequest, Reply } from '../requests/incoming-request.js';
import type { PathParameters } from '../requests/router.js';
import type { Random } from './clock.js';

/** The inputs of a stub's reply. */
export interface StubInput {
  readonly request: IncomingRequest;
  /** The values of the placeholders in its path, undecoded. */
  readonly parameters: PathParameters;
  /** ms since the epoch, by the space's clock. */
  readonly now: number;
  readonly random: Random;
}

/** The user's reply to requests of an operation that the simulator does not model. It reads no state and writes none. */
export interface Stub {
  readonly name: string;
  /** The name of its provider. */
  readonly provider: string;
  readonly method: string;
  /** The template of its path, as the provider sees it. */
  readonly path: string;
  /** The member `action` of the bodies that it answers, where it chooses the operation. Undefined means any. */
  readonly action: string | undefined;
  /** As the user wrote it. */
  readonly definition: JsonObject;
  /** The approximate memory it takes, bytes. */
  readonly bytes: number;
  readonly match: (segments: readonly string[]) => PathParameters | undefined;
  /** The reply; undefined if it is longer than a reply may be. */
  readonly render: (input: StubInput) => Reply | undefined;
}

/** The parts of a request that choose a stub. */
interface StubQuery {
  readonly method: string;
  readonly path: string;
  readonly action: string | undefined;
}

/** A stub that answers a request, and the values of the placeholders in its path. */
export interface StubMatch {
  readonly stub: Stub;
  readonly parameters: PathParameters;
}

/** The stubs of one space. */
export interface StubTable {
  /** In the order in which they are tried: the more literal path first. */
  all(): readonly Stub[];
  find(provider: string, wanted: StubQuery): StubMatch | undefined;
  /** Replaces all stubs by these, which exclude each other or are ordered by their paths. */
  replace(stubs: readonly Stub[]): void;
  /** Replaces all stubs by those of the start. */
  restore(starting: readonly Stub[]): void;
  /** Whether they are no longer those of the start. */
  isChanged(): boolean;
  /** The approximate memory of those that are not of the start, bytes. */
  bytes(): number;
}

const noStubs: readonly Stub[] = [];

/** A table held in memory. */
export function stubsInMemory(): StubTable {
  let starting = noStubs;
  let stubs = noStubs;
  let bytes = 0;
  const replace = (changed: readonly Stub[]): void => {
    stubs = changed.toSorted((one, other) => placeholdersIn(one) - placeholdersIn(other) || byAction(one, other));
    const own = stubs.filter((stub) => !starting.includes(stub));
    bytes = own.reduce((sum, stub) => sum + stub.bytes, 0);
  };
  return {
    all: () => stubs,
    find(provider, { method, path, action }) {
      const segments = path.split('/');
      for (const stub of stubs) {
        if (stub.provider !== provider || stub.method !== method) continue;
        const parameters = stub.action === undefined || stub.action === action ? stub.match(segments) : undefined;
        if (parameters !== undefined) return { stub, parameters };
      }
      return undefined;
    },
    replace,
    restore(own) {
      starting = own;
      replace(own);
      starting = stubs;
    },
    isChanged: () => stubs !== starting,
    bytes: () => bytes,
  };
}

/** Of two paths that overlap, one has fewer placeholders: it is the more literal one. */
const placeholdersIn = ({ path }: Stub): number => path.split('{').length;

const byAction = (one: Stub, other: Stub): number =>
  Number(one.action === undefined) - Number(other.action === undefined);
