import { OffContract } from './errors/off-contract.js';
import { Unreachable } from './errors/unreachable.js';

/** What fetch threw, as one of the client's own errors. */
export function networkFault(operation: string, thrown: unknown): Unreachable | OffContract {
  const { code, syscall } = troubleIn(thrown);
  if (code.startsWith('HPE_')) {
    return new OffContract({ operation, status: undefined, issues: [{ part: 'headers', message: 'are not HTTP' }] });
  }
  if (/^(Z_|ERR__ERROR_)/.test(code)) {
    const message = 'is not in the content encoding that its header names';
    return new OffContract({ operation, status: undefined, issues: [{ part: 'body', message }] });
  }
  return new Unreachable({ operation, code, mayHaveHappened: !isBeforeSending(code, syscall) });
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
