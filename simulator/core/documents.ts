/** One document to be written, or removed when `value` is undefined. */
export interface Change {
  readonly key: string;
  readonly value: object | undefined;
}

/** What a journey may read: documents under keys, as they stood when it began. */
export interface Snapshot {
  read(key: string): object | undefined;
}

/** Holds a space's documents. `commit` writes all changes or none. */
export interface Documents extends Snapshot {
  commit(changes: readonly Change[]): void;
  /** Every document, in the order in which it was first written. */
  entries(): IterableIterator<readonly [string, object]>;
  /** Forgets everything and holds these instead. */
  replaceAll(documents: Iterable<readonly [string, object]>): void;
}

/** A kind of document: its keys are `<kind>/<id>`. Values are never altered in place. */
export interface Collection<Value extends object> {
  readonly kind: string;
  key(id: string): string;
  read(documents: Snapshot, id: string): Value | undefined;
  put(id: string, value: Value): Change;
  remove(id: string): Change;
  /** All of this kind among `documents`, by id. */
  all(documents: Documents): readonly (readonly [string, Value])[];
}

/** Declares a kind of document. The two casts rest on this: only `put` of the same collection writes under its keys. */
export function collection<Value extends object>(kind: string): Collection<Value> {
  const prefix = `${kind}/`;
  const key = (id: string): string => prefix + id;
  return {
    kind,
    key,
    read: (documents, id) => documents.read(key(id)) as Value | undefined,
    put: (id, value) => ({ key: key(id), value }),
    remove: (id) => ({ key: key(id), value: undefined }),
    all: (documents) =>
      [...documents.entries()]
        .filter(([each]) => each.startsWith(prefix))
        .map(([each, value]) => [each.slice(prefix.length), value as Value] as const),
  };
}

/** One read of a journey: the key, and what stood there. */
export type Read = readonly [key: string, value: object | undefined];

/** A snapshot that remembers what was read, so that the journey can be walked again when the world has moved on. */
export function remembering(snapshot: Snapshot, reads: Read[]): Snapshot {
  return {
    read(key) {
      const value = snapshot.read(key);
      reads.push([key, value]);
      return value;
    },
  };
}

/** The snapshot that answers as it was answered then. */
export function asItWas(reads: readonly Read[]): Snapshot {
  return { read: (key) => reads.find(([each]) => each === key)?.[1] };
}
