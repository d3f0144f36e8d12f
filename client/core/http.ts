import { ContractError, TimeoutError, NetworkError } from './errors.js';
import type { CallOptions, Prepared, RawReply } from './request.js';
import { startCutoff } from './timeout.js';

/** How a client reaches its provider. */
interface HttpOptions {
  /** For the whole exchange, the reply's body included, in ms. */
  readonly timeoutMs: number;
  /** Default: the global fetch, looked up at each call, so that a later replacement takes effect. */
  readonly fetch: typeof globalThis.fetch | undefined;
}

/**
 * Sends a prepared request once and gives the reply as it came, without judging it. It follows no redirect and tries
 * nothing twice.
 *
 * Rejects with `NetworkError`, `TimeoutError`, `ContractError` (what came is not HTTP, or longer than 1 MiB), or the reason of
 * the caller's signal; with a TypeError when fetch can send no such request.
 */
export async function exchange(
  prepared: Prepared,
  { timeoutMs, fetch = globalThis.fetch }: HttpOptions,
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
    throw new TimeoutError({ operation: prepared.operation, afterMs: timeoutMs });
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
  throw new ContractError({ operation, status, issues: [{ part: 'body', message: `is over ${bodyLimit} bytes` }] });
}

const headOf = ({ status, headers }: Response): Pick<RawReply, 'status' | 'headers'> => ({
  status,
  headers: Object.fromEntries(headers),
});

/** What fetch threw, as one of the client's own errors. */
function networkFault(operation: string, thrown: unknown): NetworkError | ContractError {
  const { code, syscall } = troubleIn(thrown);
  if (code.startsWith('HPE_')) {
    return new ContractError({ operation, status: undefined, issues: [{ part: 'headers', message: 'are not HTTP' }] });
  }
  if (/^(Z_|ERR__ERROR_)/.test(code)) {
    const message = 'is not in the content encoding that its header names';
    return new ContractError({ operation, status: undefined, issues: [{ part: 'body', message }] });
  }
  return new NetworkError({ operation, code, mayHaveHappened: !isBeforeSending(code, syscall) });
}

/** Codes that only come up while there is no connection yet. */
const beforeSending = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** Codes such as ETIMEDOUT come up before and after; what the system was doing tells which. */
const isBeforeSending = (code: string, syscall: unknown): boolean =>
  beforeSending.has(code) || syscall === 'connect' || syscall === 'getaddrinfo';

const codeShape = /^[A-Z][A-Z0-9_]{2,60}$/;

/** How deep the cause that has the code may lie; fetch puts it one below its own TypeError. */
const deepest = 5;

/** Errors of fetch come from another realm under jest, so they are read and never asked for their class. */
function troubleIn(thrown: unknown): { readonly code: string; readonly syscall: unknown } {
  let at = thrown;
  for (let depth = 0; depth < deepest && typeof at === 'object' && at !== null; depth += 1) {
    const { code, syscall, cause } = at as { readonly code?: unknown; readonly syscall?: unknown; cause?: unknown };
    if (typeof code === 'string' && codeShape.test(code)) return { code, syscall };
    at = cause;
  }
  return { code: 'UNKNOWN', syscall: undefined };
}

/** Up to which size a reply's body is read, in bytes; replies of these providers are a few hundred. */
const bodyLimit = 1024 * 1024;

/** The whole body, or undefined as soon as it is longer than the limit. */
async function readBody({ body }: Response): Promise<Uint8Array | undefined> {
  if (body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > bodyLimit) return undefined;
    chunks.push(chunk);
  }
  return joinChunks(chunks, length);
}

function joinChunks(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let filled = 0;
  for (const chunk of chunks) {
    whole.set(chunk, filled);
    filled += chunk.length;
  }
  return whole;
}
