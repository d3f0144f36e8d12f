import { ContractError, TimeoutError, NetworkError } from './errors.js';
import type { CallOptions, Prepared, RawReply } from './request.js';
import { startTimeout } from './timeout.js';

/** How a client reaches its provider. */
interface HttpOptions {
  /** For the whole exchange, the reply's body included, in ms. */
  readonly timeoutMs: number;
  /** Default: the global fetch, looked up at each call, so that a later replacement takes effect. */
  readonly fetch: typeof globalThis.fetch | undefined;
}

/**
 * Sends a prepared request once and returns the reply unchanged and unchecked. It follows no redirect and does not
 * retry.
 *
 * Rejects with `NetworkError`, `TimeoutError`, `ContractError` (the reply is not HTTP, or longer than 1 MiB), or the reason of
 * the caller's signal; with a TypeError when fetch cannot send the request.
 */
export async function exchange(
  prepared: Prepared,
  { timeoutMs, fetch = globalThis.fetch }: HttpOptions,
  { signal }: CallOptions = {},
): Promise<RawReply> {
  signal?.throwIfAborted();
  const request = requestOf(prepared);
  const timeout = startTimeout(timeoutMs, signal);
  try {
    const reply = send(prepared, () => fetch(prepared.url, { ...request, signal: timeout.signal }));
    // A custom fetch may ignore its signal; the caller must not wait for it.
    const first = await Promise.race([reply, timeout.reached]);
    if (typeof first === 'object') return first;
    if (first === 'caller') signal?.throwIfAborted();
    throw new TimeoutError({ operation: prepared.operation, afterMs: timeoutMs });
  } finally {
    timeout.stop();
  }
}

function requestOf({ operation, method, url, headers, body }: Prepared): RequestInit {
  const request: RequestInit = { method, headers, redirect: 'manual', ...(body.length > 0 && { body }) };
  try {
    new Request(url, request);
  } catch {
    // Its own error quotes the invalid part, which may be a credential.
    throw new TypeError(`the prepared ${operation} cannot be sent: fetch rejects its method, URL, headers or body`);
  }
  return request;
}

async function send({ operation }: Prepared, fetchReply: () => Promise<Response>): Promise<RawReply> {
  const { status, headers, body } = await fetchReply()
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

/** Converts an error of fetch to one of the client's own errors. */
function networkFault(operation: string, thrown: unknown): NetworkError | ContractError {
  const { code, syscall } = systemErrorIn(thrown);
  if (code.startsWith('HPE_')) {
    return new ContractError({ operation, status: undefined, issues: [{ part: 'headers', message: 'are not HTTP' }] });
  }
  if (/^(Z_|ERR__ERROR_)/.test(code)) {
    const message = 'is not in the content encoding that its header names';
    return new ContractError({ operation, status: undefined, issues: [{ part: 'body', message }] });
  }
  return new NetworkError({ operation, code, mayHaveHappened: !isBeforeSending(code, syscall) });
}

/** Codes that only occur before there is a connection. */
const beforeSending = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** Codes such as ETIMEDOUT occur before and after; the system call distinguishes them. */
const isBeforeSending = (code: string, syscall: unknown): boolean =>
  beforeSending.has(code) || syscall === 'connect' || syscall === 'getaddrinfo';

const codeShape = /^[A-Z][A-Z0-9_]{2,60}$/;

/** The depth to which causes are searched for a code; fetch puts it one below its own TypeError. */
const deepest = 5;

/** Under jest, errors of fetch come from another realm, so their members are read and `instanceof` is not used. */
function systemErrorIn(thrown: unknown): { readonly code: string; readonly syscall: unknown } {
  let at = thrown;
  for (let depth = 0; depth < deepest && typeof at === 'object' && at !== null; depth += 1) {
    const { name, code, syscall, cause } = at as Readonly<Record<'name' | 'code' | 'syscall' | 'cause', unknown>>;
    if (typeof code === 'string' && codeShape.test(code)) return { code, syscall };
    // Some versions of undici give this error no code; they replace the dispatcher of node's fetch when they are loaded.
    if (name === 'HTTPParserError') return { code: 'HPE_UNKNOWN', syscall };
    at = cause;
  }
  return { code: 'UNKNOWN', syscall: undefined };
}

/** The longest body that is read, in bytes; replies of these providers are a few hundred. */
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
