import type { ReceiverReply } from './transport.js';

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
  /** About how much memory they take, bytes. */
  bytes(): number;
  /** Lets go of the older half. */
  halve(): void;
  clear(): void;
}

/** How much a sink keeps, whichever is reached first; the latest is kept however large it is. */
export interface SinkLimits {
  readonly entries: number;
  readonly bytes: number;
}

const defaultLimits: SinkLimits = { entries: 1000, bytes: 8 * 1024 * 1024 };
const content: ReceiverReply = { status: 200, contentType: 'text/plain', body: new TextEncoder().encode('ok') };

/** What is kept of a request besides target, headers and body, bytes. */
const perRequest = 512;

const headCost = ({ target, rawHeaders }: Omit<Sunk, 'id'>): number =>
  perRequest + 2 * rawHeaders.reduce((sum, text) => sum + text.length, target.length);

/** A sink held in memory, oldest out first. */
export function sinkInMemory(limits: SinkLimits = defaultLimits): Sink {
  const kept: Sunk[] = [];
  let bytes = 0;
  let headBytes = 0;
  let last = 0;
  const dropOldest = (): void => {
    const oldest = kept.shift();
    if (oldest === undefined) return;
    bytes -= oldest.body.length;
    headBytes -= headCost(oldest);
  };
  return {
    accept(arrived) {
      last += 1;
      kept.push({ id: last, ...arrived });
      bytes += arrived.body.length;
      headBytes += headCost(arrived);
      while (kept.length > 1 && (kept.length > limits.entries || bytes > limits.bytes)) dropOldest();
      return content;
    },
    entries: () => [...kept],
    bytes: () => bytes + headBytes,
    halve() {
      for (let left = Math.ceil(kept.length / 2); left > 0; left -= 1) dropOldest();
    },
    clear() {
      kept.length = 0;
      bytes = 0;
      headBytes = 0;
      last = 0;
    },
  };
}
