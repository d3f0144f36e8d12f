import type { WorldPart } from './world.js';

/** A flag that adds an entity of the user's own to a world. */
interface OwnEntityFlag {
  /** Without dashes: `account`. The variable UNDERSTUDY_ACCOUNT has the same values. */
  readonly name: string;
  /** The placeholder for its value in the help. */
  readonly value: string;
  readonly says: string;
}

/** A value of such a flag. */
export interface OwnEntity {
  /** The name of the flag. */
  readonly flag: string;
  readonly value: string;
  /** Where the user wrote it: `--account`, or the name of a variable. */
  readonly written: string;
  /** Whether its place among the others has a meaning: on a command line, not in variables. */
  readonly isOrdered: boolean;
}

/** The world with the entities, each in words without its credentials; or why a value is unusable, also without them. */
export type WithOwnEntities<Part> =
  | { readonly ok: true; readonly part: Part; readonly added: readonly string[] }
  | { readonly ok: false; readonly written: string; readonly says: string };

/** How one provider's entities are added to its part of a world. */
export interface OwnEntities<Part = WorldPart> {
  readonly flags: readonly OwnEntityFlag[];
  /** Adds the entities of these flags, and ignores values of other flags. */
  readonly add: (part: Part, given: readonly OwnEntity[]) => WithOwnEntities<Part>;
}

/** The two halves of `one:other` if both have these shapes. */
export function pairIn(value: string, shapes: readonly [RegExp, RegExp]): readonly [string, string] | undefined {
  const colon = value.indexOf(':');
  const [one, other] = [value.slice(0, Math.max(colon, 0)), value.slice(colon + 1)];
  return shapes[0].test(one) && shapes[1].test(other) ? [one, other] : undefined;
}

/** The owner of an entity: the latest value of this flag before it, else the only one; undefined if there is none. */
export function ownerOf(entity: OwnEntity, flag: string, given: readonly OwnEntity[]): OwnEntity | undefined {
  const owners = given.filter((each) => each.flag === flag);
  const before = given.slice(0, given.indexOf(entity)).findLast((each) => each.flag === flag);
  if (entity.isOrdered && before !== undefined) return before;
  return owners.length === 1 ? owners[0] : undefined;
}
