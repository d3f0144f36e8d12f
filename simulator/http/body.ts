import type { IncomingMessage } from 'node:http';
import { headerOf } from '../core/requests/incoming-request.js';

/** What became of a request's body. */
export type ReadBody =
  | { readonly outcome: 'whole'; readonly bytes: Uint8Array }
  /** `drained` is false when there is more to come than we care to read. */
  | { readonly outcome: 'too-large'; readonly drained: boolean }
  /** The caller went away: there is nobody to answer. */
  | { readonly outcome: 'aborted' };

/** The largest body of a provider request, in bytes. */
export const providerBodyLimit = 1024 * 1024;

/** Up to so many bytes, a body that is too large is read and thrown away, so that its sender hears the answer. */
export const drainLimit = 8 * 1024 * 1024;

/** The length (bytes) a request announces; undefined when it comes in chunks. */
export function declaredLength(request: Pick<IncomingMessage, 'rawHeaders'>): number | undefined {
  if (headerOf(request, 'transfer-encoding') !== undefined) return undefined;
  return Number(headerOf(request, 'content-length') ?? 0);
}

/** A body that came to its end, or to more than we care to read. */
export type EndedBody = Exclude<ReadBody, { readonly outcome: 'aborted' }>;

/**
 * Reads a body's bytes as they are, whatever its headers call them, and hands them to `then`, once; not at all when the
 * caller goes away before. Keeps at most `limit` bytes. A callback, since every request comes through here.
 */
export function whenRead(request: IncomingMessage, limit: number, then: (body: EndedBody) => void): void {
  const declared = declaredLength(request);
  if (declared === 0) then({ outcome: 'whole', bytes: new Uint8Array() });
  else if (declared !== undefined && declared > Math.max(limit, drainLimit))
    then({ outcome: 'too-large', drained: false });
  else collect(request, limit, then);
}

/** The same as a promise, which is told as well when the caller went away. Never rejects. */
export function readBody(request: IncomingMessage, limit: number): Promise<ReadBody> {
  return new Promise((resolve) => {
    whenRead(request, limit, resolve);
    const abort = (): void => {
      resolve({ outcome: 'aborted' });
    };
    // Comes after the end too, and then changes nothing.
    request.once('close', abort);
    if (request.destroyed) abort();
  });
}

function collect(request: IncomingMessage, limit: number, then: (body: EndedBody) => void): void {
  const mostRead = Math.max(limit, drainLimit);
  let chunks: Buffer[] = [];
  let seen = 0;
  let ended = false;
  const end = (body: EndedBody): void => {
    if (!ended) then(body);
    ended = true;
  };
  request.on('data', (chunk: Buffer) => {
    seen += chunk.length;
    if (seen <= limit) chunks.push(chunk);
    else chunks = [];
    if (seen > mostRead) end({ outcome: 'too-large', drained: false });
  });
  request.on('end', () => {
    end(seen > limit ? { outcome: 'too-large', drained: true } : { outcome: 'whole', bytes: joinChunks(chunks) });
  });
}

/** One chunk, the usual case, is handed on without a copy. */
function joinChunks(chunks: readonly Buffer[]): Uint8Array {
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
}
