import type { ReceiverReply } from './courier.js';

/** Where a space's own sink begins; whatever is told to an address below it is taken and shown. */
export const sinkPath = '/_simulator/sink/';

/** Something that a sink took. */
export interface Sunk {
  /** Counts from 1 within the space. */
  readonly id: number;
  /** ms since the epoch, by the space's clock. */
  readonly at: number;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Names and values in turn. */
  readonly rawHeaders: readonly string[];
  readonly body: Uint8Array;
}

/** A receiver of a space's own: it takes anything, and remembers it for a while. */
export interface Sink {
  /** Takes it, and answers as every receiver in public sources does. */
  accept(arrived: Omit<Sunk, 'id'>): ReceiverReply;
  /** What is still kept, oldest first. */
  entries(): readonly Sunk[];
  clear(): void;
}

/** How much a sink keeps, whichever is reached first; the latest is kept however large it is. */
export interface SinkLimits {
  readonly entries: number;
  readonly bytes: number;
}

const standardLimits: SinkLimits = { entries: 1000, bytes: 8 * 1024 * 1024 };
const content: ReceiverReply = { status: 200, contentType: 'text/plain', body: new TextEncoder().encode('ok') };

/** A sink held in memory, oldest out first. */
export function sinkInMemory(limits: SinkLimits = standardLimits): Sink {
  const kept: Sunk[] = [];
  let bytes = 0;
  let last = 0;
  return {
    accept(arrived) {
      last += 1;
      kept.push({ id: last, ...arrived });
      bytes += arrived.body.length;
      while (kept.length > 1 && (kept.length > limits.entries || bytes > limits.bytes)) {
        bytes -= kept.shift()?.body.length ?? 0;
      }
      return content;
    },
    entries: () => [...kept],
    clear() {
      kept.length = 0;
      bytes = 0;
      last = 0;
    },
  };
}
