import type { Change, Documents } from '../core/documents.js';

type Kinds = Map<string, Map<string, object>>;

function write(kinds: Kinds, { kind, id, value }: Change): void {
  const held = kinds.get(kind);
  if (value === undefined) held?.delete(id);
  else if (held === undefined) kinds.set(kind, new Map([[id, value]]));
  else held.set(id, value);
}

/** Documents in a map for each kind: a read costs the same however many there are. */
export function documentsInMemory(): Documents {
  let kinds: Kinds = new Map();
  return {
    read: (kind, id) => kinds.get(kind)?.get(id),
    commit(changes) {
      for (const change of changes) write(kinds, change);
    },
    all: (kind) => kinds.get(kind) ?? [],
    kinds: () => [...kinds.keys()],
    replaceAll(documents) {
      // Laid out beside the old ones first: a source that fails half-way must not leave half a world.
      const others: Kinds = new Map();
      for (const document of documents) write(others, document);
      kinds = others;
    },
  };
}
