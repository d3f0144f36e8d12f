import type { Change, Documents } from './documents.js';
import type { Numbering } from './limiter.js';

/** A provider's part of a world as people write it: plain JSON that `schema` describes. */
export type WorldPart = Readonly<Record<string, unknown>>;

/** Something wrong in JSON that somebody handed in: where (a JSON pointer), and what to do about it. */
export interface Problem {
  readonly pointer: string;
  readonly says: string;
}

/** A role's entity: its kind is the role's word before the colon, its id a key in the provider's part of the world. */
export type CastPart = Readonly<Record<string, string>>;

/** How one provider's part of a world is written, checked, laid out as documents and read back. */
export interface WorldShape<Part = WorldPart> {
  readonly schema: object;
  /** The part in the starting world, and the role that each of its entities plays. */
  readonly starting: Part;
  readonly cast: CastPart;
  /** What the schema cannot say: references that lead nowhere. Pointers lead from the top of the whole world. */
  readonly problems: (part: Part, cast: CastPart) => readonly Problem[];
  readonly toDocuments: (part: Part) => Iterable<Change>;
  /** `now` (ms) decides what has left the world already. */
  readonly fromDocuments: (documents: Documents, now: number) => Part;
  /** Lets running numbers go on after those that the world already holds. */
  readonly continueNumbers: (part: Part, numbering: Numbering) => void;
  /** The kinds of documents that users of the simulator add to without end: the oldest go where memory runs short. */
  readonly growing?: readonly string[];
  /** A role's entity with usable credentials, or undefined when the world no longer has it. */
  readonly castMember: (documents: Documents, role: string, id: string, cast: CastPart) => object | undefined;
}

/** A whole world: each provider's part under its name, and the cast. */
export interface World {
  readonly cast?: Readonly<Record<string, CastPart>>;
  readonly [provider: string]: WorldPart | undefined;
}
