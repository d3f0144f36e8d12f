import type { Space } from './space.js';

/** The space of a request that names none. */
export const defaultSpaceName = 'default';

/** All spaces of one simulator. */
export interface Spaces {
  /** The space of this name, created on first use; undefined means the default one. Names are lower case. */
  getOrCreate(name: string | undefined): Space;
  /**
   * Why a space cannot have this name; undefined if it can. The name is sent back with every reply and listed for all
   * clients, so it must not be a credential.
   */
  rejectionReason(name: string | undefined): string | undefined;
  /** The default space first, then the others, the longest unused first. */
  names(): readonly string[];
  /**
   * Keeps all spaces within the memory limit; called after a space was used. Removes the longest unused spaces, then
   * the oldest data.
   */
  enforceMemoryLimit(used: Space): void;
  /** The approximate memory of all spaces, and its limit, bytes. */
  memory(): { readonly used: number; readonly max: number };
  /** Removes a space; returns false if there is none of this name. The default space stays. */
  remove(name: string): boolean;
}

/** The maximum number of spaces besides the default one, and the maximum memory of all. */
interface SpacesLimits {
  readonly spaces: number;
  /** Bytes, approximate. */
  readonly memory: number;
}

/** Events of the collection: a space was removed, or data was dropped to save memory. */
interface SpacesListener {
  readonly onDrop?: (space: Space) => void;
  /** `what` is a line for the log. */
  readonly shed?: (what: string) => void;
}

/** Creates spaces within limits; the longest unused is removed first. */
export function createSpaces(
  make: (name: string) => Space,
  limits: SpacesLimits,
  { onDrop: gone = () => undefined, shed = () => undefined }: SpacesListener = {},
): Spaces {
  const defaultSpace = make(defaultSpaceName);
  const named = new Map<string, Space>();
  /** The size of each space when it was last used. */
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
      shed(`space ${name} was removed: all spaces together may take ${inMiB(limits.memory)} (--memory)`);
      remove(name);
    }
    const bySize = [...new Set([inUse, defaultSpace])].sort((one, other) => other.bytes() - one.bytes());
    for (const space of bySize) {
      while (used > limits.memory && space.shed()) {
        measure(space);
        shed(
          `space ${space.name} dropped its oldest entries: all spaces together may take ${inMiB(limits.memory)} (--memory)`,
        );
      }
    }
  };
  return {
    getOrCreate(name) {
      if (name === undefined || name === defaultSpaceName) return defaultSpace;
      const known = named.get(name);
      const space = known ?? make(name);
      // Setting it again moves it to the end: the first in the map is always the longest unused.
      named.delete(name);
      named.set(name, space);
      if (known === undefined) measure(space);
      const [leastRecentlyUsed] = named.keys();
      if (named.size > limits.spaces && leastRecentlyUsed !== undefined) remove(leastRecentlyUsed);
      return space;
    },
    enforceMemoryLimit(space) {
      if (!sizes.has(space)) return;
      measure(space);
      if (used > limits.memory) makeRoom(space);
    },
    memory: () => ({ used, max: limits.memory }),
    rejectionReason(name) {
      if (name === undefined || named.has(name) || defaultSpace.redactor()(name) === name) return undefined;
      return 'it is, or looks like, a credential, and would be shown with every reply';
    },
    names: () => [defaultSpaceName, ...named.keys()],
    remove,
  };
}

const shape = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** A space's name must fit into a path and a host name. */
export function problemWithSpaceName(name: string): string | undefined {
  if (shape.test(name)) return undefined;
  return 'a space is named by 1 to 63 of a-z, 0-9, ".", "_" and "-", and starts with a letter or digit';
}
