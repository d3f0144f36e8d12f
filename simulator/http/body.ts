import type { IncomingMessage } from 'node:http';
import { headerOf } from '../core/requests/incoming-request.js';

/** The result of reading a request's body. */
export type ReadBody =
  | { readonly outcome: 'complete'; readonly bytes: Uint8Array }
  /** `drained` is false if the sender has more to send than is read. */
  | { readonly outcome: 'too-large'; readonly drained: boolean }
  /** The caller closed the connection; an answer is not possible. */
  | { readonly outcome: 'aborted' };

/** The maximum size of a provider request's body, bytes. */
export const providerBodyLimit = 1024 * 1024;

/** A body that is too large is read and discarded up to this size, bytes, so that its sender receives the answer. */
export const drainLimit = 8 * 1024 * 1024;

/** The declared length of a request's body, bytes; undefined for a chunked body. */
export function declaredLength(request: Pick<IncomingMessage, 'rawHeaders'>): number | undefined {
  if (headerOf(request, 'transfer-encoding') !== undefined) return undefined;
  return Number(headerOf(request, 'content-length') ?? 0);
}

/** A body that was read to its end, or to the limit. */
export type CompleteRead = Exclude<ReadBody, { readonly outcome: 'aborted' }>;

/**
 * Reads a body's bytes without decoding them and calls `onComplete` once; never if the caller closes the connection first.
 * Keeps at most `limit` bytes. A callback rather than a promise, since every request passes through here.
 */
export function whenRead(request: IncomingMessage, limit: number, onComplete: (body: CompleteRead) => void): void {
  const length = declaredLength(request);
  if (length === 0) onComplete({ outcome: 'complete', bytes: new Uint8Array() });
  else if (length !== undefined && length > Math.max(limit, drainLimit))
    onComplete({ outcome: 'too-large', drained: false });
  else collect(request, limit, onComplete);
}

/** The same as a promise, which also resolves if the caller closes the connection. Never rejects. */
export function readBody(request: IncomingMessage, limit: number): Promise<ReadBody> {
  return new Promise((resolve) => {
    whenRead(request, limit, resolve);
    const abort = (): void => {
      resolve({ outcome: 'aborted' });
    };
    // `close` also fires after the end; resolving again has no effect.
    request.once('close', abort);
    if (request.destroyed) abort();
  });
}

function collect(request: IncomingMessage, limit: number, onComplete: (body: CompleteRead) => void): void {
  const maxRead = Math.max(limit, drainLimit);
  let chunks: Buffer[] = [];
  let size = 0;
  let ended = false;
  const end = (body: CompleteRead): void => {
    if (!ended) onComplete(body);
    ended = true;
  };
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks = [];
    if (size > maxRead) end({ outcome: 'too-large', drained: false });
  });
  request.on('end', () => {
    end(size > limit ? { outcome: 'too-large', drained: true } : { outcome: 'complete', bytes: joinChunks(chunks) });
  });
}

/** A single chunk, the usual case, is returned without a copy. */
function joinChunks(chunks: readonly Buffer[]): Uint8Array {
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
}
