import type { Change, Documents } from '../core/state/documents.js';
import { sizeOf } from '../core/bytes.js';

type Kinds = Map<string, Map<string, object>>;

/** What a document costs besides its value, bytes: its place in a map, and its id. */
const perDocument = 128;

const costOf = (value: object): number => perDocument + sizeOf(value);

/** Documents in a map for each kind: a read costs the same however many there are. */
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
      // Laid out beside the old ones first: a source that fails half-way must not leave half a world.
      const others = [...documents];
      kinds = new Map();
      bytes = 0;
      revision += 1;
      for (const document of others) write(document);
    },
  };
}
