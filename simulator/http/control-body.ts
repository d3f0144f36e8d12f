import type { IncomingMessage } from 'node:http';
import { readBody } from './body.js';
import { letItRunDry } from './too-large.js';

/** Reads a body of at most `limit` bytes for someone who answers 413 himself, with `Connection: close`. */
export async function bytesOrTooLarge(request: IncomingMessage, limit: number): Promise<Uint8Array | 'too-large'> {
  const body = await readBody(request, limit);
  if (body.outcome === 'whole') return body.bytes;
  if (body.outcome === 'too-large' && !body.drained) await letItRunDry(request);
  // Nobody hears what is said to a caller who has gone; but half a body must never pass for a whole one.
  return 'too-large';
}
