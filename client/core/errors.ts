import type { RawReply } from './request.js';

/** One difference between a reply and its contract. It quotes nothing of the reply, which might echo a credential. */
export interface Issue {
  readonly part: 'status' | 'headers' | 'body';
  /** Where in the body, as a JSON pointer; absent for the whole part. */
  readonly pointer?: string;
  /** What is wrong, to be read after the part's name: `is not JSON`. */
  readonly message: string;
}

/** The base of every error that a call rejects with. */
export abstract class ProviderError extends Error {
  /** The operation's name in the contract. */
  abstract readonly operation: string;
  /** Whether the provider may have carried out the request: before you send a creation again, check. */
  abstract readonly mayHaveHappened: boolean;
}

/** The reply breaks the contract; perhaps it is not the provider's. */
export class ContractError extends ProviderError {
  override readonly name = 'ContractError';
  /** The operation's name in the contract. */
  readonly operation: string;
  /** The HTTP status of the reply; undefined when the reply has none. */
  readonly status: number | undefined;
  /** At least one. */
  readonly issues: readonly Issue[];
  /** Always true: a server whose reply breaks the contract may have carried out the request. */
  readonly mayHaveHappened = true;

  constructor({ operation, status, issues }: Readonly<Pick<ContractError, 'operation' | 'status' | 'issues'>>) {
    super(`${operation}: the reply breaks the contract: ${issues.map(issueText).join('; ')}`);
    this.operation = operation;
    this.status = status;
    this.issues = issues;
  }
}

const issueText = ({ part, pointer, message }: Issue): string =>
  pointer === undefined ? `${part} ${message}` : `${part} at ${pointer} ${message}`;

/** The name of a refusal that is in no catalogue. */
export type UnknownRefusal = 'unknown';

/** The shape of a check's name. Any other text in the header is dropped, for it might echo a credential. */
const checkName = /^[a-z]+\/[a-z]+(-[a-z]+)*$/;

/** The provider received the request and refused it. */
export class RefusedError<Refusal extends string = string> extends ProviderError {
  override readonly name = 'RefusedError';
  /** The operation's name in the contract. */
  readonly operation: string;
  /** The refusal's name in the provider's catalogue; `unknown` when its code is not in there. */
  readonly refusal: Refusal;
  /** The provider's own code. */
  readonly code: string;
  /** The HTTP status of the reply. */
  readonly status: number;
  /** The check that refused, such as `ytx/caller-is-allowed`; only a simulator reports it. */
  readonly refusedBy: string | undefined;
  /** Whether the provider may still have carried out the request: some codes, and unknown ones, do not rule it out. */
  readonly mayHaveHappened: boolean;

  constructor(refused: Readonly<Omit<RefusedError<Refusal>, keyof Error>>) {
    super(`${refused.operation} was refused: ${refused.refusal} (${refused.code})`);
    this.operation = refused.operation;
    this.refusal = refused.refusal;
    this.code = refused.code;
    this.status = refused.status;
    this.refusedBy = refused.refusedBy;
    this.mayHaveHappened = refused.mayHaveHappened;
  }
}

/** The reply was not complete at the timeout. */
export class TimeoutError extends ProviderError {
  override readonly name = 'TimeoutError';
  /** The operation's name in the contract. */
  readonly operation: string;
  /** The timeout, in ms. */
  readonly afterMs: number;
  /** Always true: fetch does not report how far a request got. */
  readonly mayHaveHappened = true;

  constructor({ operation, afterMs }: Readonly<Pick<TimeoutError, 'operation' | 'afterMs'>>) {
    super(`${operation} timed out after ${afterMs} ms (it may have happened)`);
    this.operation = operation;
    this.afterMs = afterMs;
  }
}

/**
 * There was no connection, or it broke before the reply was complete.
 *
 * The cause is left out on purpose, since errors of other packages may quote the request; its code is kept.
 */
export class NetworkError extends ProviderError {
  override readonly name = 'NetworkError';
  /** The operation's name in the contract. */
  readonly operation: string;
  /** The system's or fetch's code, such as `ECONNREFUSED`, `ECONNRESET` or `ENOTFOUND`; `UNKNOWN` without one. */
  readonly code: string;
  /** Whether the provider may have received the request, and so may have carried it out. */
  readonly mayHaveHappened: boolean;

  constructor({
    operation,
    code,
    mayHaveHappened,
  }: Readonly<Pick<NetworkError, 'operation' | 'code' | 'mayHaveHappened'>>) {
    super(`${operation} was unreachable: ${code} (${mayHaveHappened ? 'it may have happened' : 'nothing was sent'})`);
    this.operation = operation;
    this.code = code;
    this.mayHaveHappened = mayHaveHappened;
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

/** The check that refused, as a simulator reports it; undefined from a real provider and in faithful mode. */
export function refusingCheck({ headers }: RawReply): string | undefined {
  const name = headers['simulator-refused-by'];
  return name !== undefined && checkName.test(name) ? name : undefined;
}

/** The problem that a simulator reports in place of a provider's reply; empty for any other reply. */
export function simulatorIssues({ headers }: RawReply): readonly Issue[] {
  const number = /^\d{1,15}$/.exec(headers['simulator-exchange'] ?? '')?.[0];
  const more = number === undefined ? '' : `; exchange ${number} in its journal says more`;
  const issue = (what: string): readonly Issue[] => [
    { part: 'headers', message: `say that the simulator ${what}${more}` },
  ];
  if (headers['simulator-not-modelled'] !== undefined) return issue('does not model this');
  return headers['simulator-fault'] === undefined ? [] : issue('has a fault');
}

/** A provider's refusals by name, from its contract. */
type Catalogue<Name extends string> = Readonly<Record<Name, { readonly code: string; readonly status: number }>>;

/** The name of the refusal with this code; `unknown` when the catalogue has none. */
export function refusalWithCode<Name extends string>(catalogue: Catalogue<Name>, code: string): Name | UnknownRefusal {
  // The keys of a catalogue are its names; Object.keys types them as strings.
  const names = Object.keys(catalogue) as Name[];
  return names.find((name) => catalogue[name].code === code) ?? 'unknown';
}
