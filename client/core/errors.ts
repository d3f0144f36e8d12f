import type { RequestSummary } from './redaction.js';

/** One difference between a reply and its contract. It quotes nothing of the reply, which might echo a credential. */
export interface Issue {
  readonly part: 'status' | 'headers' | 'body';
  /** Where in the body, as a JSON pointer; absent for the whole part. */
  readonly pointer?: string;
  /** What is wrong, to be read after the part's name: `is not JSON`. */
  readonly message: string;
}

/** What a simulator says about a reply of its own, or about a refusal. Texts are English, one line, without credentials. */
export interface SimulatorDiagnosis {
  /** The URL of the whole diagnosis, for a browser; a path if the simulator has no port; undefined if there is none. */
  readonly url: string | undefined;
  /** Its first sentences; undefined if the simulator could not be asked. */
  readonly says: string | undefined;
  /** What to do. */
  readonly fix: string | undefined;
}

/** What all errors of a call know. */
export interface ErrorFacts {
  /** The operation's name in the contract. */
  readonly operation: string;
  /** Default: unknown, as for a reply that `understand` parses. */
  readonly request?: RequestSummary | undefined;
  /** Default: none. */
  readonly diagnosis?: SimulatorDiagnosis | undefined;
  /** Default: none. */
  readonly cause?: Error | undefined;
  /** Whether the operation only reads, so that it is safe to repeat. Default: it does not. */
  readonly isRead?: boolean | undefined;
}

/** The base of every error that a call rejects with. `cause` is the error behind it, if there is one, without credentials. */
export abstract class ProviderError extends Error {
  /** The operation's name in the contract. */
  readonly operation: string;
  /** The request, without credentials; undefined if only a reply was parsed. */
  readonly request: RequestSummary | undefined;
  /** What a simulator says about it; undefined from a real provider, and in faithful mode. */
  readonly diagnosis: SimulatorDiagnosis | undefined;
  /** Whether the provider may have carried out the request: before you send a creation again, check. */
  abstract readonly mayHaveHappened: boolean;
  /** Whether the same call may succeed later, and is safe to repeat: nothing happened, or the operation only reads. */
  abstract readonly isRetryable: boolean;

  protected constructor(message: string, { operation, request, diagnosis, cause }: ErrorFacts) {
    super([message, ...linesOf(request, diagnosis)].join('\n  '), cause === undefined ? {} : { cause });
    this.operation = operation;
    this.request = request;
    this.diagnosis = diagnosis;
  }
}

/** The lines of a message under its first. */
function linesOf(request?: RequestSummary, diagnosis?: SimulatorDiagnosis): readonly string[] {
  const { says, fix, url } = diagnosis ?? {};
  return [
    ...(says === undefined ? [] : [says]),
    ...(fix === undefined ? [] : [`To do: ${fix}`]),
    ...(request === undefined ? [] : [`Request: ${request.method} ${request.url}`]),
    ...(url === undefined ? [] : [`Diagnosis: ${url}`]),
  ];
}

interface ContractFacts extends ErrorFacts {
  readonly status: number | undefined;
  readonly issues: readonly Issue[];
  /** The kind of problem, if the reply is one of a simulator: `not-modelled`. */
  readonly problem?: string | undefined;
}

/** The reply breaks the contract; perhaps it is not the provider's. */
export class ContractError extends ProviderError {
  override readonly name = 'ContractError';
  /** The HTTP status of the reply; undefined when the reply has none. */
  readonly status: number | undefined;
  /** At least one. */
  readonly issues: readonly Issue[];
  /** True, unless a simulator says that it rejected the request: another server may have carried it out. */
  readonly mayHaveHappened: boolean;
  readonly isRetryable: boolean;

  constructor(facts: ContractFacts) {
    const { operation, status, issues, problem, isRead = false } = facts;
    super(
      problem === undefined
        ? `${operation}: the reply breaks the contract: ${issues.map(issueText).join('; ')}`
        : `${operation}: the simulator answered ${String(status)} in place of the provider`,
      facts,
    );
    this.status = status;
    this.issues = issues;
    this.mayHaveHappened = problem === undefined || problem === 'fault';
    this.isRetryable = isRead && problem === undefined && status !== undefined && status >= 500;
  }
}

const issueText = ({ part, pointer, message }: Issue): string =>
  pointer === undefined ? `${part} ${message}` : `${part} at ${pointer} ${message}`;

/** The name of a refusal that is in no catalogue. */
export type UnknownRefusal = 'unknown';

interface RefusalFacts<Refusal extends string> extends ErrorFacts {
  readonly refusal: Refusal;
  readonly code: string;
  readonly status: number;
  /** Default: none. */
  readonly providerMessage?: string | undefined;
  /** What the code means, in English. Default: unknown. */
  readonly means?: string | undefined;
  readonly refusedBy: string | undefined;
  readonly mayHaveHappened: boolean;
  /** Whether the same request may be accepted later. Default: it is refused again. */
  readonly isTemporary?: boolean | undefined;
  /** Default: none. */
  readonly retryAfterMs?: number | undefined;
}

/** The provider received the request and refused it. */
export class RefusedError<Refusal extends string = string> extends ProviderError {
  override readonly name = 'RefusedError';
  /** The refusal's name in the provider's catalogue; `unknown` when its code is not in there. */
  readonly refusal: Refusal;
  /** The provider's own code. */
  readonly code: string;
  /** The provider's text: `statusMsg` of YTX, `userMessage` of XYLink; undefined for a reply without a body. */
  readonly providerMessage: string | undefined;
  /** The HTTP status of the reply. */
  readonly status: number;
  /** The check that refused, such as `ytx/caller-is-allowed`; only a simulator reports it. */
  readonly refusedBy: string | undefined;
  /** Whether the provider may still have carried out the request: some codes, and unknown ones, do not rule it out. */
  readonly mayHaveHappened: boolean;
  readonly isRetryable: boolean;
  /** How long to wait, in ms, as the provider's `Retry-After` says; undefined without one. */
  readonly retryAfterMs: number | undefined;

  constructor(facts: RefusalFacts<Refusal>) {
    const { operation, refusal, code, providerMessage = '', diagnosis, means } = facts;
    const text = providerMessage === '' ? '' : `: ${providerMessage}`;
    const meaning = means === undefined || diagnosis?.says !== undefined ? '' : `\n  ${means}`;
    super(`${operation} was refused: ${refusal} (${code})${text}${meaning}`, facts);
    this.refusal = refusal;
    this.code = code;
    this.providerMessage = facts.providerMessage;
    this.status = facts.status;
    this.refusedBy = facts.refusedBy;
    this.mayHaveHappened = facts.mayHaveHappened;
    this.isRetryable = facts.isTemporary === true && (facts.isRead === true || !facts.mayHaveHappened);
    this.retryAfterMs = facts.retryAfterMs;
  }
}

/** The reply was not complete at the timeout. */
export class TimeoutError extends ProviderError {
  override readonly name = 'TimeoutError';
  /** The timeout, in ms. */
  readonly afterMs: number;
  /** Always true: fetch does not report how far a request got. */
  readonly mayHaveHappened = true;
  readonly isRetryable: boolean;

  constructor(facts: ErrorFacts & { readonly afterMs: number }) {
    super(`${facts.operation} timed out after ${facts.afterMs} ms (it may have happened)`, facts);
    this.afterMs = facts.afterMs;
    this.isRetryable = facts.isRead === true;
  }
}

/** There was no connection, or it broke before the reply was complete. `cause` is a copy of the error of fetch. */
export class NetworkError extends ProviderError {
  override readonly name = 'NetworkError';
  /** The system's or fetch's code, such as `ECONNREFUSED`, `ECONNRESET` or `ENOTFOUND`; `UNKNOWN` without one. */
  readonly code: string;
  /** Whether the provider may have received the request, and so may have carried it out. */
  readonly mayHaveHappened: boolean;
  readonly isRetryable: boolean;

  constructor(facts: ErrorFacts & { readonly code: string; readonly mayHaveHappened: boolean }) {
    const { operation, code, mayHaveHappened } = facts;
    const effect = mayHaveHappened ? 'it may have happened' : 'nothing was sent';
    super(`${operation}: the provider was unreachable: ${code} (${effect})`, facts);
    this.code = code;
    this.mayHaveHappened = mayHaveHappened;
    this.isRetryable = facts.isRead === true || !mayHaveHappened;
  }
}

/**
 * Whether the error is a refusal; with names, whether it is one of these refusals.
 *
 * It compares the error's own `name`: `instanceof` fails between two copies of this package, and between realms.
 */
export function isRefusedAs<Refusal extends string>(
  error: unknown,
  refusals: readonly Refusal[],
): error is RefusedError<Refusal> {
  if (typeof error !== 'object' || error === null) return false;
  const { name, operation, refusal, code } = error as Partial<Record<keyof RefusedError, unknown>>;
  if (name !== 'RefusedError' || typeof operation !== 'string' || typeof code !== 'string') return false;
  return typeof refusal === 'string' && (refusals.length === 0 || refusals.some((each) => each === refusal));
}
