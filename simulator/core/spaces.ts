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
  /** Forgets a space; false when there is none of this name. The default space stays. */
  remove(name: string): boolean;
}

/** Keeps at most `atMost` spaces besides the default one; the longest unused goes first, and `gone` hears of it. */
export function createSpaces(
  make: (name: string) => Space,
  atMost: number,
  gone: (space: Space) => void = () => undefined,
): Spaces {
  const standard = make(defaultSpaceName);
  const named = new Map<string, Space>();
  const remove = (name: string): boolean => {
    const space = named.get(name);
    if (space !== undefined) gone(space);
    return named.delete(name);
  };
  return {
    of(name) {
      if (name === undefined || name === defaultSpaceName) return standard;
      const space = named.get(name) ?? make(name);
      // Setting it anew moves it to the end: the first in the map is always the longest unused.
      named.delete(name);
      named.set(name, space);
      const [longestUnused] = named.keys();
      if (named.size > atMost && longestUnused !== undefined) remove(longestUnused);
      return space;
    },
    objectionTo(name) {
      if (name === undefined || named.has(name) || standard.redactor()(name) === name) return undefined;
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
