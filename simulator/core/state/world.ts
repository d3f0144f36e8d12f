import type { Change, Documents } from './documents.js';
import type { Sequences } from './limiter.js';

/** A provider's part of a world in a file: plain JSON that matches `schema`. */
export type WorldPart = Readonly<Record<string, unknown>>;

/** An error in JSON input: the place as a JSON pointer, and how to fix it. */
export interface Problem {
  readonly pointer: string;
  readonly says: string;
}

/**
 * The entity ids by role. The part of a role before the colon is the entity's kind; the id is a key in the provider's
 * part of the world.
 */
export type CastPart = Readonly<Record<string, string>>;

/** How one provider's part of a world is validated, converted to documents and back. */
export interface WorldShape<Part = WorldPart> {
  readonly schema: object;
  /** The part of the default world, and the roles of its entities. */
  readonly starting: Part;
  readonly cast: CastPart;
  /** Validation beyond the schema: references to missing entities. Pointers start at the whole world. */
  readonly problems: (part: Part, cast: CastPart) => readonly Problem[];
  /** Keys that are credentials: all of a section, and those of a shape wherever they stand. Messages show their ends only. */
  readonly secretKeys?: { readonly section: string; readonly shape: RegExp };
  readonly toDocuments: (part: Part) => Iterable<Change>;
  /** `now` (ms since the epoch) determines which entities have expired. */
  readonly fromDocuments: (documents: Documents, now: number) => Part;
  /** Makes sequences continue after the numbers that the world contains. */
  readonly continueNumbers: (part: Part, sequences: Sequences) => void;
  /** The kinds of documents that users can add without limit: the oldest are dropped if memory runs short. */
  readonly growing?: readonly string[];
  /** A role's entity with usable credentials; undefined if the world no longer has it. */
  readonly castMember: (documents: Documents, role: string, id: string, cast: CastPart) => object | undefined;
}

/** A whole world: each provider's part under its name, and the cast. */
export interface World {
  readonly cast?: Readonly<Record<string, CastPart>>;
  readonly [provider: string]: WorldPart | undefined;
}
