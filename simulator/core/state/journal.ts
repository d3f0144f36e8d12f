import { sizeOf } from '../bytes.js';
import type { Exchange } from '../requests/handle-request.js';

/** An exchange in the journal, with the values that differ from run to run. */
export interface JournalEntry {
  readonly exchange: Exchange;
  /** From the last byte of the request to the reply, ms. */
  readonly took: number;
  /** False if the exchange was larger than the whole journal: then headers and bodies are missing. */
  readonly whole: boolean;
}

/** The bytes of an exchange, unchanged. They are rendered only when the journal is read. */
export interface ExchangeBytes {
  /** The target as sent and the raw headers, names and values in turn, a line each; one byte a character. */
  readonly head: string;
  readonly request: Uint8Array;
  readonly reply: Uint8Array;
}

/** Keeps the last notes with their bytes; drops the oldest first. */
export interface Ring<Item> {
  /** `weight`: the approximate memory of the item, bytes. */
  push(item: Item, bytes: ExchangeBytes, weight: number): void;
  /** Oldest first. `bytes` copies the bytes; undefined if they were too large to keep, or were dropped since. */
  entries(): IterableIterator<{ readonly note: Item; readonly bytes: () => ExchangeBytes | undefined }>;
  size(): number;
  /** The approximate memory it takes, bytes. */
  bytes(): number;
  /** Drops the older half, and stays within half the bytes until it is cleared. */
  dropOlderHalf(): void;
  clear(): void;
}

/** An exchange without the bytes that are in the ring. Flat, since thousands of these are kept. */
export interface Note extends Omit<Exchange, 'request' | 'reply'> {
  readonly took: number;
  readonly method: string;
  readonly host: string;
  readonly targetForProvider: string;
  readonly from: string;
  readonly status: number;
  readonly contentType: string | null;
}

/** The part of an entry that is available without its bytes. */
export interface EntrySummary {
  readonly exchange: Pick<Exchange, 'id' | 'outcome' | 'effects' | 'provider' | 'stub'>;
}

/** An entry whose bytes were not copied yet; `read` copies them. */
export interface KeptEntry extends EntrySummary {
  readonly read: () => JournalEntry;
}

/** A space's record of requests and replies. */
export interface Journal {
  record(exchange: Exchange, took: number): void;
  /** The entries still kept, oldest first. */
  entries(): readonly JournalEntry[];
  /** The same, but the bytes of an entry are copied only when it is read. */
  keptEntries(): IterableIterator<KeptEntry>;
  entry(id: number): JournalEntry | undefined;
  /** The oldest that matches. */
  find(matches: (entry: EntrySummary) => boolean): JournalEntry | undefined;
  /** How many are kept. */
  size(): number;
  /** The approximate memory they take, bytes. */
  bytes(): number;
  /** Drops the older half, and stays within half the bytes until it is cleared. */
  dropOlderHalf(): void;
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
    dropOlderHalf: () => {
      ring.dropOlderHalf();
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
  const { id, at, provider, readings, reads, limits, effects, events, probe, warnings, adopted } = exchange;
  const { stub, outcome, request, reply } = exchange;
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
    probe,
    warnings,
    adopted,
    stub,
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

/** Memory cost of a note without the documents that it read, bytes. */
const noteWeight = 1024;
/** Smaller documents are not counted: most of them are still in the space's documents, which count them. */
const heavy = 4096;

/** A note keeps the documents that its checks read, even if they were replaced since. */
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
  // Headers come in pairs; a single empty line means no headers.
  const rawHeaders = lines.length > 1 ? lines : [];
  const body = bytes?.request ?? nothing;
  const exchange: Exchange = {
    ...rest,
    request: { method, host, targetAsSent, targetForProvider, rawHeaders, body, from },
    reply: { status, contentType, body: bytes?.reply ?? nothing },
  };
  return { exchange, took, whole: bytes !== undefined };
}
