import { ContractError, type ErrorFacts, type Issue, NetworkError, TimeoutError } from './errors.js';
import { causeOf, codeShape, type Confidential, deepestCause, strictRedactorFor, summaryOf } from './redaction.js';
import type { CallOptions, Prepared, RawReply } from './request.js';
import { startTimeout } from './timeout.js';

/** How a client reaches its provider. */
export interface HttpOptions {
  /** For the whole exchange, the reply's body included, in ms. */
  readonly timeoutMs: number;
  /** Default: the global fetch, looked up at each call, so that a later replacement takes effect. */
  readonly fetch: typeof globalThis.fetch | undefined;
  readonly confidential: Confidential;
}

/**
 * Sends a prepared request once and returns the reply unchanged and unchecked. It follows no redirect and does not
 * retry.
 *
 * Rejects with `NetworkError`, `TimeoutError`, `ContractError` (the reply is not HTTP, or longer than 1 MiB), or the reason of
 * the caller's signal; with a TypeError when fetch cannot send the request.
 */
export async function exchangeOnce(
  prepared: Prepared,
  { timeoutMs, fetch = globalThis.fetch, confidential }: HttpOptions,
  { signal }: CallOptions = {},
): Promise<RawReply> {
  signal?.throwIfAborted();
  const request = requestOf(prepared, confidential);
  const timeout = startTimeout(timeoutMs, signal);
  try {
    const reply = send(prepared, confidential, () => fetch(prepared.url, { ...request, signal: timeout.signal }));
    // A custom fetch may ignore its signal; the caller must not wait for it.
    const first = await Promise.race([reply, timeout.reached]);
    if (typeof first === 'object') return first;
    if (first === 'caller') signal?.throwIfAborted();
    // The same cause as that of `AbortSignal.timeout`.
    const cause = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    throw new TimeoutError({ ...factsOf(prepared, confidential), afterMs: timeoutMs, cause });
  } finally {
    timeout.stop();
  }
}

/** What errors of this request know. */
export const factsOf = (prepared: Prepared, confidential: Confidential): ErrorFacts => ({
  operation: prepared.operation,
  request: summaryOf(prepared, confidential),
  isRead: prepared.method === 'GET',
});

function requestOf(prepared: Prepared, { secrets }: Confidential): RequestInit {
  const { operation, method, url, headers, body } = prepared;
  const request: RequestInit = { method, headers, redirect: 'manual', ...(body.length > 0 && { body }) };
  try {
    new Request(url, request);
  } catch (thrown) {
    // Its own message may quote a credential.
    const cause = causeOf(thrown, strictRedactorFor(secrets(), prepared));
    const message = `the prepared ${operation} cannot be sent: fetch rejects its method, URL, headers or body`;
    throw new TypeError(message, cause === undefined ? {} : { cause });
  }
  return request;
}

async function send(
  prepared: Prepared,
  confidential: Confidential,
  fetchReply: () => Promise<Response>,
): Promise<RawReply> {
  const { status, headers, body } = await fetchReply()
    .then(async (response) => ({ ...headOf(response), body: await readBody(response) }))
    .catch((thrown: unknown) => {
      throw networkFault(prepared, confidential, thrown);
    });
  if (body !== undefined) return { status, headers, body };
  const issues = [{ part: 'body', message: `is over ${bodyLimit} bytes` }] as const;
  throw new ContractError({ ...factsOf(prepared, confidential), status, issues });
}

const headOf = ({ status, headers }: Response): Pick<RawReply, 'status' | 'headers'> => ({
  status,
  headers: Object.fromEntries(headers),
});

/** Converts an error of fetch to one of the client's own errors. */
function networkFault(prepared: Prepared, confidential: Confidential, thrown: unknown): NetworkError | ContractError {
  const cause = causeOf(thrown, strictRedactorFor(confidential.secrets(), prepared));
  const facts = { ...factsOf(prepared, confidential), cause };
  const { code, syscall } = systemErrorIn(thrown);
  const notAsAgreed = (issue: Issue): ContractError =>
    new ContractError({ ...facts, status: undefined, issues: [issue] });
  if (code.startsWith('HPE_')) return notAsAgreed({ part: 'headers', message: 'are not HTTP' });
  if (/^(Z_|ERR__ERROR_)/.test(code)) {
    return notAsAgreed({ part: 'body', message: 'is not in the content encoding that its header names' });
  }
  return new NetworkError({ ...facts, code, mayHaveHappened: !isBeforeSending(code, syscall) });
}

/** Codes that only occur before there is a connection. */
const beforeSending = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** Codes such as ETIMEDOUT occur before and after; the system call distinguishes them. */
const isBeforeSending = (code: string, syscall: unknown): boolean =>
  beforeSending.has(code) || syscall === 'connect' || syscall === 'getaddrinfo';

/** Under jest, errors of fetch come from another realm, so their members are read and `instanceof` is not used. */
function systemErrorIn(thrown: unknown): { readonly code: string; readonly syscall: unknown } {
  let at = thrown;
  for (let depth = 0; depth < deepestCause && typeof at === 'object' && at !== null; depth += 1) {
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
