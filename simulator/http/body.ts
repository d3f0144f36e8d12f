import type { IncomingMessage } from 'node:http';
import { headerOf } from '../core/arrival.js';

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

const nothing = Promise.resolve<ReadBody>({ outcome: 'whole', bytes: new Uint8Array() });

/** The length (bytes) a request announces; undefined when it comes in chunks. */
export function declaredLength(request: Pick<IncomingMessage, 'rawHeaders'>): number | undefined {
  if (headerOf(request, 'transfer-encoding') !== undefined) return undefined;
  return Number(headerOf(request, 'content-length') ?? 0);
}

/** Reads a body's bytes as they are, whatever its headers call them; keeps at most `limit` bytes. Never rejects. */
export function readBody(request: IncomingMessage, limit: number): Promise<ReadBody> {
  const declared = declaredLength(request);
  if (declared === 0) return nothing;
  if (declared !== undefined && declared > Math.max(limit, drainLimit)) {
    return Promise.resolve({ outcome: 'too-large', drained: false });
  }
  return request.destroyed ? Promise.resolve({ outcome: 'aborted' }) : collect(request, limit);
}

function collect(request: IncomingMessage, limit: number): Promise<ReadBody> {
  const mostRead = Math.max(limit, drainLimit);
  let chunks: Buffer[] = [];
  let seen = 0;
  return new Promise((resolve) => {
    request.on('data', (chunk: Buffer) => {
      seen += chunk.length;
      if (seen <= limit) chunks.push(chunk);
      else chunks = [];
      if (seen > mostRead) resolve({ outcome: 'too-large', drained: false });
    });
    request.on('end', () => {
      if (seen > limit) resolve({ outcome: 'too-large', drained: true });
      else resolve({ outcome: 'whole', bytes: joined(chunks) });
    });
    // Comes after `end` too, and then changes nothing.
    request.on('close', () => {
      resolve({ outcome: 'aborted' });
    });
  });
}

/** One chunk, the usual case, is handed on without a copy. */
function joined(chunks: readonly Buffer[]): Uint8Array {
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
}
