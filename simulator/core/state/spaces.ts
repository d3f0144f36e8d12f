import type { Space } from './space.js';

/** The space that is meant when a request names none. */
export const defaultSpaceName = 'default';

/** All spaces of one simulator. */
export interface Spaces {
  /** The space of this name, made on first use; undefined means the default one. Names are lower case. */
  of(name: string | undefined): Space;
  /**
   * Why there can be no space of this name, or undefined when there is one or can be one. Its name is sent back with
   * every reply and listed for all, so it must not be a credential.
   */
  objectionTo(name: string | undefined): string | undefined;
  /** The default space first, then the others, the longest unused first. */
  names(): readonly string[];
  /** Keeps all spaces within the memory they may take, after a space was used: the longest unused go, then what is oldest. */
  settle(used: Space): void;
  /** How many bytes all spaces take, about, and may take. */
  memory(): { readonly used: number; readonly most: number };
  /** Forgets a space; false when there is none of this name. The default space stays. */
  remove(name: string): boolean;
}

/** How many spaces there may be besides the default one, and what all of them may take. */
interface SpacesLimits {
  readonly spaces: number;
  /** Bytes, about. */
  readonly memory: number;
}

/** What is told of spaces: one that is gone, or that something was let go of to save memory. */
interface SpacesListener {
  readonly onDrop?: (space: Space) => void;
  /** `what` is a line for the log. */
  readonly shed?: (what: string) => void;
}

/** Keeps spaces within limits; the longest unused goes first. */
export function createSpaces(
  make: (name: string) => Space,
  limits: SpacesLimits,
  { onDrop: gone = () => undefined, shed = () => undefined }: SpacesListener = {},
): Spaces {
  const defaultSpace = make(defaultSpaceName);
  const named = new Map<string, Space>();
  /** What each space took when it was last used. */
  const sizes = new Map<Space, number>();
  let used = 0;
  const measure = (space: Space): void => {
    const size = space.bytes();
    used += size - (sizes.get(space) ?? 0);
    sizes.set(space, size);
  };
  measure(defaultSpace);
  const remove = (name: string): boolean => {
    const space = named.get(name);
    if (space !== undefined) {
      gone(space);
      used -= sizes.get(space) ?? 0;
      sizes.delete(space);
    }
    return named.delete(name);
  };
  const inMiB = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MiB`;
  const makeRoom = (inUse: Space): void => {
    for (const [name, space] of named) {
      if (used <= limits.memory) return;
      if (space === inUse) continue;
      shed(`space ${name} is gone: all spaces may take ${inMiB(limits.memory)} (--memory)`);
      remove(name);
    }
    const bySize = [...new Set([inUse, defaultSpace])].sort((one, other) => other.bytes() - one.bytes());
    for (const space of bySize) {
      while (used > limits.memory && space.shed()) {
        measure(space);
        shed(`space ${space.name} let go of its oldest entries: all may take ${inMiB(limits.memory)} (--memory)`);
      }
    }
  };
  return {
    of(name) {
      if (name === undefined || name === defaultSpaceName) return defaultSpace;
      const known = named.get(name);
      const space = known ?? make(name);
      // Setting it anew moves it to the end: the first in the map is always the longest unused.
      named.delete(name);
      named.set(name, space);
      if (known === undefined) measure(space);
      const [longestUnused] = named.keys();
      if (named.size > limits.spaces && longestUnused !== undefined) remove(longestUnused);
      return space;
    },
    settle(space) {
      if (!sizes.has(space)) return;
      measure(space);
      if (used > limits.memory) makeRoom(space);
    },
    memory: () => ({ used, most: limits.memory }),
    objectionTo(name) {
      if (name === undefined || named.has(name) || defaultSpace.redactor()(name) === name) return undefined;
      return 'it is, or looks like, a credential, and would be shown with every reply';
    },
    names: () => [defaultSpaceName, ...named.keys()],
    remove,
  };
}

const shape = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** A space's name is a short lower-case word, so that it can stand in a path and in a host name. */
export function problemWithSpaceName(name: string): string | undefined {
  if (shape.test(name)) return undefined;
  return 'a space is named by 1 to 63 of a-z, 0-9, ".", "_" and "-", and starts with a letter or digit';
}
