import { sizeOf } from '../bytes.js';
import type { Exchange } from '../requests/handle-request.js';

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
  /** `weight`: about how much memory the note takes, bytes. */
  push(note: Note, bytes: ExchangeBytes, weight: number): void;
  /** Oldest first. `bytes` copies them out; undefined for what was too large to keep, and for what has gone meanwhile. */
  entries(): IterableIterator<{ readonly note: Note; readonly bytes: () => ExchangeBytes | undefined }>;
  size(): number;
  /** About how much memory it takes, bytes. */
  bytes(): number;
  /** Lets go of the older half, and keeps to half the bytes until it is cleared. */
  halve(): void;
  clear(): void;
}

/** What remains of an exchange once its bytes lie in the ring; flat, since thousands of these are kept. */
export interface Note extends Omit<Exchange, 'request' | 'reply'> {
  readonly took: number;
  readonly method: string;
  readonly host: string;
  readonly targetForProvider: string;
  readonly from: string;
  readonly status: number;
  readonly contentType: string | null;
}

/** What is known of an entry without its bytes; an entry has all of it too. */
export interface EntrySummary {
  readonly exchange: Pick<Exchange, 'id' | 'outcome' | 'effects' | 'provider'>;
}

/** An entry that has not been read: `read` copies its bytes. */
export interface KeptEntry extends EntrySummary {
  readonly read: () => JournalEntry;
}

/** A space's record of what it was asked and what it answered. */
export interface Journal {
  record(exchange: Exchange, took: number): void;
  /** What is still kept, oldest first. */
  entries(): readonly JournalEntry[];
  /** The same, but nothing is copied until an entry is read. */
  keptEntries(): IterableIterator<KeptEntry>;
  entry(id: number): JournalEntry | undefined;
  /** The oldest that matches. */
  find(matches: (entry: EntrySummary) => boolean): JournalEntry | undefined;
  /** How many are kept. */
  size(): number;
  /** About how much memory they take, bytes. */
  bytes(): number;
  /** Lets go of the older half, and keeps to half the bytes until it is cleared. */
  halve(): void;
  clear(): void;
  /** Calls `listener` after each record until the returned function is called. */
  onRecord(listener: (entry: JournalEntry) => void): () => void;
}

/** A journal over a ring of bytes. */
export function journalOver(ring: Ring<Note>): Journal {
  const listeners = new Set<(entry: JournalEntry) => void>();
  function* keptEntries(): IterableIterator<KeptEntry> {
    for (const { note, bytes } of ring.entries()) yield { exchange: note, read: () => restoreEntry(note, bytes()) };
  }
  const find = (matches: (entry: EntrySummary) => boolean): JournalEntry | undefined => {
    for (const entry of keptEntries()) if (matches(entry)) return entry.read();
    return undefined;
  };
  return {
    record(exchange, took) {
      ring.push(noteOf(exchange, took), bytesOf(exchange), weightOf(exchange));
      for (const listener of listeners) listener({ exchange, took, whole: true });
    },
    entries: () => Array.from(keptEntries(), (entry) => entry.read()),
    keptEntries,
    entry: (id) => find(({ exchange }) => exchange.id === id),
    find,
    size: () => ring.size(),
    bytes: () => ring.bytes(),
    halve: () => {
      ring.halve();
    },
    clear: () => {
      ring.clear();
    },
    onRecord(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function noteOf(exchange: Exchange, took: number): Note {
  const { id, at, provider, readings, reads, limits, effects, events, outcome, request, reply } = exchange;
  const { method, host, targetForProvider, from } = request;
  const { status, contentType } = reply;
  return {
    id,
    at,
    provider,
    readings,
    reads,
    limits,
    effects,
    events,
    outcome,
    took,
    method,
    host,
    targetForProvider,
    from,
    status,
    contentType,
  };
}

/** What a note takes without the documents that it read, bytes. */
const noteWeight = 1024;
/** A document of less is counted where it is held: most of what is read is held there still. */
const heavy = 4096;

/** A note keeps the documents that it read, which may long have been replaced. */
function weightOf({ reads }: Exchange): number {
  let weight = noteWeight;
  for (const { value } of reads) {
    const size = value === undefined ? 0 : sizeOf(value);
    if (size >= heavy) weight += size;
  }
  return weight;
}

function bytesOf({ request, reply }: Exchange): ExchangeBytes {
  const head = `${request.targetAsSent}\n${request.rawHeaders.join('\n')}`;
  return { head, request: request.body, reply: reply.body };
}

const nothing = new Uint8Array();

function restoreEntry(note: Note, bytes: ExchangeBytes | undefined): JournalEntry {
  const { took, method, host, targetForProvider, from, status, contentType, ...rest } = note;
  const [targetAsSent = targetForProvider, ...lines] = bytes?.head.split('\n') ?? [];
  // Headers come in pairs; a single empty line is what no headers leave.
  const rawHeaders = lines.length > 1 ? lines : [];
  const body = bytes?.request ?? nothing;
  const exchange: Exchange = {
    ...rest,
    request: { method, host, targetAsSent, targetForProvider, rawHeaders, body, from },
    reply: { status, contentType, body: bytes?.reply ?? nothing },
  };
  return { exchange, took, whole: bytes !== undefined };
}
