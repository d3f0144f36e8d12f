import type { Change, Documents } from '../core/state/documents.js';
import { sizeOf } from '../core/bytes.js';

type Kinds = Map<string, Map<string, object>>;

/** Memory cost of a document besides its value, bytes: its map entry and its id. */
const perDocument = 128;

const costOf = (value: object): number => perDocument + sizeOf(value);

/** Documents in one map per kind: reading costs the same for any number of documents. */
export function documentsInMemory(): Documents {
  let kinds: Kinds = new Map();
  let bytes = 0;
  let revision = 0;

  const write = ({ kind, id, value }: Change): void => {
    const held = kinds.get(kind) ?? new Map<string, object>();
    const before = held.get(id);
    if (before !== undefined) bytes -= costOf(before);
    if (value === undefined) {
      held.delete(id);
      return;
    }
    bytes += costOf(value);
    kinds.set(kind, held.set(id, value));
  };

  return {
    read: (kind, id) => kinds.get(kind)?.get(id),
    commit(changes) {
      if (changes.length > 0) revision += 1;
      for (const change of changes) write(change);
    },
    all: (kind) => kinds.get(kind) ?? [],
    kinds: () => [...kinds.keys()],
    bytes: () => bytes,
    revision: () => revision,
    replaceAll(documents) {
      // Collected before the old ones are dropped: a source that throws half-way must not leave half a world.
      const others = [...documents];
      kinds = new Map();
      bytes = 0;
      revision += 1;
      for (const document of others) write(document);
    },
  };
}
