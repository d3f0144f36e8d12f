import { sizeOf } from '../bytes.js';
import type { Exchange } from '../requests/handle-request.js';

/** An exchange in the journal, with the values that differ from run to run. */
export interface JournalEntry {
  readonly exchange: Exchange;
  /** From the last byte of the request to the reply, ms. */
  readonly durationMs: number;
  /** False if the exchange was larger than the whole journal: then headers and bodies are missing. */
  readonly complete: boolean;
}

/** The bytes of an exchange, unchanged. They are rendered only when the journal is read. */
export interface ExchangeBytes {
  /** The target as sent and the raw headers, names and values in turn, a line each; one byte a character. */
  readonly requestHead: string;
  readonly request: Uint8Array;
  readonly reply: Uint8Array;
}

/** Keeps the last items with their bytes; drops the oldest first. */
export interface Ring<Item> {
  /** `memoryBytes`: the approximate memory of the item, bytes. */
  push(item: Item, bytes: ExchangeBytes, memoryBytes: number): void;
  /** Oldest first. `bytes` copies the bytes; undefined if they were too large to keep, or were dropped since. */
  entries(): IterableIterator<{ readonly item: Item; readonly bytes: () => ExchangeBytes | undefined }>;
  size(): number;
  /** The approximate memory it takes, bytes. */
  bytes(): number;
  /** Drops the older half, and stays within half the bytes until it is cleared. */
  dropOlderHalf(): void;
  clear(): void;
}

/** An exchange without the bytes that are in the ring. Flat, since thousands of these are kept. */
export interface StoredExchange extends Omit<Exchange, 'request' | 'reply'> {
  readonly durationMs: number;
  readonly method: string;
  readonly host: string;
  readonly targetForProvider: string;
  readonly clientIp: string;
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
  record(exchange: Exchange, durationMs: number): void;
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
export function journalOver(ring: Ring<StoredExchange>): Journal {
  const listeners = new Set<(entry: JournalEntry) => void>();
  function* keptEntries(): IterableIterator<KeptEntry> {
    for (const { item, bytes } of ring.entries()) yield { exchange: item, read: () => restoreEntry(item, bytes()) };
  }
  const find = (matches: (entry: EntrySummary) => boolean): JournalEntry | undefined => {
    for (const entry of keptEntries()) if (matches(entry)) return entry.read();
    return undefined;
  };
  return {
    record(exchange, durationMs) {
      ring.push(storedExchangeOf(exchange, durationMs), bytesOf(exchange), memoryOf(exchange));
      for (const listener of listeners) listener({ exchange, durationMs, complete: true });
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

function storedExchangeOf(exchange: Exchange, durationMs: number): StoredExchange {
  const { id, at, provider, readings, reads, limits, effects, events, probe, warnings, adopted } = exchange;
  const { stub, outcome, request, reply } = exchange;
  const { method, host, targetForProvider, clientIp } = request;
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
    durationMs,
    method,
    host,
    targetForProvider,
    clientIp,
    status,
    contentType,
  };
}

/** Memory cost of an exchange without the documents that it read, bytes. */
const memoryWithoutDocuments = 1024;
/** Smaller documents are not counted: most of them are still in the space's documents, which count them. */
const minCountedDocument = 4096;

/** A stored exchange keeps the documents that its checks read, even if they were replaced since. */
function memoryOf({ reads }: Exchange): number {
  let memoryBytes = memoryWithoutDocuments;
  for (const { value } of reads) {
    const size = value === undefined ? 0 : sizeOf(value);
    if (size >= minCountedDocument) memoryBytes += size;
  }
  return memoryBytes;
}

function bytesOf({ request, reply }: Exchange): ExchangeBytes {
  const requestHead = `${request.targetAsSent}\n${request.rawHeaders.join('\n')}`;
  return { requestHead, request: request.body, reply: reply.body };
}

const nothing = new Uint8Array();

function restoreEntry(item: StoredExchange, bytes: ExchangeBytes | undefined): JournalEntry {
  const { durationMs, method, host, targetForProvider, clientIp, status, contentType, ...rest } = item;
  const [targetAsSent = targetForProvider, ...lines] = bytes?.requestHead.split('\n') ?? [];
  // Headers come in pairs; a single empty line means no headers.
  const rawHeaders = lines.length > 1 ? lines : [];
  const body = bytes?.request ?? nothing;
  const exchange: Exchange = {
    ...rest,
    request: { method, host, targetAsSent, targetForProvider, rawHeaders, body, clientIp },
    reply: { status, contentType, body: bytes?.reply ?? nothing },
  };
  return { exchange, durationMs, complete: bytes !== undefined };
}
