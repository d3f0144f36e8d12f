import type { Arrival, Reply } from './arrival.js';
import type { Exchange } from './exchange.js';

/** An exchange as the journal keeps it, with what differs from run to run. */
export interface JournalEntry {
  readonly exchange: Exchange;
  /** From the last byte of the request to the reply, ms. */
  readonly took: number;
  /** False when the exchange was larger than the whole journal: then headers and bodies are missing. */
  readonly whole: boolean;
}

/** The bytes of an exchange: kept as they are, and rendered only when read. */
export interface ExchangeBytes {
  /** Method, target and headers, a line each; one byte a character. */
  readonly head: string;
  readonly request: Uint8Array;
  readonly reply: Uint8Array;
}

/** Keeps the last so many notes with their bytes, oldest out first. */
export interface Ring<Note> {
  push(note: Note, bytes: ExchangeBytes): void;
  /** Oldest first. `bytes` copies them out; undefined for what was too large to keep. */
  entries(): IterableIterator<{ readonly note: Note; readonly bytes: () => ExchangeBytes | undefined }>;
  size(): number;
  clear(): void;
}

/** What remains of an exchange once its bytes lie in the ring. */
export type Note = Omit<Exchange, 'arrival' | 'reply'> & {
  readonly took: number;
  readonly arrival: Omit<Arrival, 'targetAsSent' | 'rawHeaders' | 'body'>;
  readonly reply: Omit<Reply, 'body'>;
};

/** A space's record of what it was asked and what it answered. */
export interface Journal {
  record(exchange: Exchange, took: number): void;
  /** What is still kept, oldest first. */
  entries(): readonly JournalEntry[];
  entry(id: number): JournalEntry | undefined;
  /** How many are kept. */
  size(): number;
  clear(): void;
  /** Calls `listener` after each record until the returned function is called. */
  onRecord(listener: (entry: JournalEntry) => void): () => void;
}

/** A journal over a ring of bytes. */
export function journalOver(ring: Ring<Note>): Journal {
  const listeners = new Set<(entry: JournalEntry) => void>();
  const entries = (): readonly JournalEntry[] =>
    Array.from(ring.entries(), ({ note, bytes }) => restored(note, bytes()));
  return {
    record(exchange, took) {
      ring.push(noteOf(exchange, took), bytesOf(exchange));
      for (const listener of listeners) listener({ exchange, took, whole: true });
    },
    entries,
    entry(id) {
      for (const { note, bytes } of ring.entries()) if (note.id === id) return restored(note, bytes());
      return undefined;
    },
    size: () => ring.size(),
    clear: () => {
      ring.clear();
    },
    onRecord(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function noteOf({ arrival, reply, ...rest }: Exchange, took: number): Note {
  const { method, host, targetForProvider, from } = arrival;
  const { status, contentType } = reply;
  return { ...rest, took, arrival: { method, host, targetForProvider, from }, reply: { status, contentType } };
}

function bytesOf({ arrival, reply }: Exchange): ExchangeBytes {
  const head = [arrival.targetAsSent, ...arrival.rawHeaders].join('\n');
  return { head, request: arrival.body, reply: reply.body };
}

const nothing = new Uint8Array();

function restored({ took, arrival, reply, ...rest }: Note, bytes: ExchangeBytes | undefined): JournalEntry {
  const [targetAsSent = arrival.targetForProvider, ...rawHeaders] = bytes?.head.split('\n') ?? [];
  const exchange: Exchange = {
    ...rest,
    arrival: { ...arrival, targetAsSent, rawHeaders, body: bytes?.request ?? nothing },
    reply: { ...reply, body: bytes?.reply ?? nothing },
  };
  return { exchange, took, whole: bytes !== undefined };
}
