import type { Change, Documents } from '../core/documents.js';

/** Documents in a map: a read costs the same however many there are. */
export function documentsInMemory(): Documents {
  const held = new Map<string, object>();
  const write = ({ key, value }: Change): void => {
    if (value === undefined) held.delete(key);
    else held.set(key, value);
  };
  return {
    read: (key) => held.get(key),
    commit: (changes) => {
      changes.forEach(write);
    },
    entries: () => held.entries(),
    replaceAll(documents) {
      // Taken in whole first: a source that fails half-way must not leave half a world.
      const taken = [...documents];
      held.clear();
      for (const [key, value] of taken) held.set(key, value);
    },
  };
}
