import type { ReceiverReply } from './transport.js';

/** Path prefix of a space's own sink. It accepts every request below it, and the control API lists them. */
export const sinkPath = '/_simulator/sink/';

/** A request that a sink received. */
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

/** A space's own receiver: it accepts and keeps every request, up to a limit. */
export interface Sink {
  /** Keeps the request, and replies as all receivers in public sources do. */
  accept(arrived: Omit<Sunk, 'id'>): ReceiverReply;
  /** The requests still kept, oldest first. */
  entries(): readonly Sunk[];
  /** The approximate memory they take, bytes. */
  bytes(): number;
  /** Drops the older half. */
  dropOlderHalf(): void;
  clear(): void;
}

/** The limits of a sink; the first one reached applies. The latest request is kept even if it exceeds them. */
export interface SinkLimits {
  readonly entries: number;
  readonly bytes: number;
}

const defaultLimits: SinkLimits = { entries: 1000, bytes: 8 * 1024 * 1024 };
const content: ReceiverReply = { status: 200, contentType: 'text/plain', body: new TextEncoder().encode('ok') };

/** Memory cost of a request besides target, headers and body, bytes. */
const perRequest = 512;

const headCost = ({ target, rawHeaders }: Omit<Sunk, 'id'>): number =>
  perRequest + 2 * rawHeaders.reduce((sum, text) => sum + text.length, target.length);

/** A sink held in memory; drops the oldest first. */
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
    dropOlderHalf() {
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
