/** A document to write, or to remove if `value` is undefined. Values are never changed in place. */
export interface Change {
  readonly kind: string;
  readonly id: string;
  readonly value: object | undefined;
}

/** A document as it was read; `value` is undefined if there was none. */
export interface DocumentRead {
  readonly kind: string;
  readonly id: string;
  readonly value: object | undefined;
}

/** Reads documents by kind and id. */
export interface DocumentReader {
  read(kind: string, id: string): object | undefined;
}

/** Holds a space's documents. `commit` writes all changes or none. */
export interface Documents extends DocumentReader {
  commit(changes: readonly Change[]): void;
  /** Every document of a kind by id, in the order in which they were first written. */
  all(kind: string): Iterable<readonly [id: string, value: object]>;
  kinds(): readonly string[];
  /** The approximate memory they take, bytes. */
  bytes(): number;
  /** A number that changes with every commit. */
  revision(): number;
  /** Replaces all documents by these. */
  replaceAll(documents: Iterable<Change>): void;
}

/** A kind of document, with the type of its values. */
export interface Collection<Value extends object> {
  readonly kind: string;
  read(documents: DocumentReader, id: string): Value | undefined;
  put(id: string, value: Value): Change;
  remove(id: string): Change;
  /** All of this kind, by id. */
  all(documents: Documents): readonly (readonly [id: string, value: Value])[];
}

/** Declares a kind of document. The two casts are safe because only `put` of the same collection writes this kind. */
export function collection<Value extends object>(kind: string): Collection<Value> {
  return {
    kind,
    read: (documents, id) => documents.read(kind, id) as Value | undefined,
    put: (id, value) => ({ kind, id, value }),
    remove: (id) => ({ kind, id, value: undefined }),
    all: (documents) => Array.from(documents.all(kind), ([id, value]) => [id, value as Value] as const),
  };
}

/** A reader that records each read, so that the checks can run again after the world has changed. */
export function recordingReader(documents: DocumentReader, reads: DocumentRead[]): DocumentReader {
  return {
    read(kind, id) {
      const value = documents.read(kind, id);
      reads.push({ kind, id, value });
      return value;
    },
  };
}

/** A reader that returns the recorded documents. */
export function replayReader(reads: readonly DocumentRead[]): DocumentReader {
  return { read: (kind, id) => reads.find((each) => each.kind === kind && each.id === id)?.value };
}
