import { startCutoff } from './cutoff.js';
import { OffContract } from './errors/off-contract.js';
import { TimedOut } from './errors/timed-out.js';
import { networkFault } from './network-fault.js';
import type { CallOptions, Prepared, RawReply } from './prepared.js';
import { bodyLimit, readBody } from './read-body.js';

/** How a client reaches its provider. */
export interface Transport {
  /** For the whole exchange, the reply's body included, in ms. */
  readonly timeoutMs: number;
  /** The global one unless given, looked up at each call so that whoever replaces it later is heeded. */
  readonly fetch: typeof globalThis.fetch | undefined;
}

/**
 * Sends a prepared request once and gives the reply as it came, without judging it. It follows no redirect and tries
 * nothing twice.
 *
 * Rejects with `Unreachable`, `TimedOut`, `OffContract` (what came is not HTTP, or longer than 1 MiB), or the reason of
 * the caller's signal; with a TypeError when fetch can send no such request.
 */
export async function exchange(
  prepared: Prepared,
  { timeoutMs, fetch = globalThis.fetch }: Transport,
  { signal }: CallOptions = {},
): Promise<RawReply> {
  signal?.throwIfAborted();
  const request = requestOf(prepared);
  const cutoff = startCutoff(timeoutMs, signal);
  try {
    const asked = ask(prepared, () => fetch(prepared.url, { ...request, signal: cutoff.signal }));
    // A fetch that does not heed its signal must not make anyone wait.
    const first = await Promise.race([asked, cutoff.reached]);
    if (typeof first === 'object') return first;
    if (first === 'caller') signal?.throwIfAborted();
    throw new TimedOut({ operation: prepared.operation, afterMs: timeoutMs });
  } finally {
    cutoff.stop();
  }
}

function requestOf({ operation, method, url, headers, body }: Prepared): RequestInit {
  const request: RequestInit = { method, headers, redirect: 'manual', ...(body.length > 0 && { body }) };
  try {
    new Request(url, request);
  } catch {
    // Its own error quotes what it does not like, which may be a credential.
    throw new TypeError(`the prepared ${operation} cannot be sent: fetch rejects its method, URL, headers or body`);
  }
  return request;
}

async function ask({ operation }: Prepared, send: () => Promise<Response>): Promise<RawReply> {
  const { status, headers, body } = await send()
    .then(async (response) => ({ ...headOf(response), body: await readBody(response) }))
    .catch((thrown: unknown) => {
      throw networkFault(operation, thrown);
    });
  if (body !== undefined) return { status, headers, body };
  throw new OffContract({ operation, status, issues: [{ part: 'body', message: `is over ${bodyLimit} bytes` }] });
}

const headOf = ({ status, headers }: Response): Pick<RawReply, 'status' | 'headers'> => ({
  status,
  headers: Object.fromEntries(headers),
});
