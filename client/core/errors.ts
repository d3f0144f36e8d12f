import type { RawReply } from './request.js';

/** One way in which a reply was not as agreed. It quotes nothing of the reply, which might echo a credential. */
export interface Issue {
  readonly part: 'status' | 'headers' | 'body';
  /** Where in the body, as a JSON pointer; absent when the whole part is meant. */
  readonly pointer?: string;
  /** What is wrong, to be read after the part's name: `is not JSON`. */
  readonly message: string;
}

/** The base of every error that a call rejects with. */
export abstract class ProviderError extends Error {
  /** The operation's name in the contract. */
  abstract readonly operation: string;
  /** Whether the provider may have done what was asked: do not send a creation again without a look. */
  abstract readonly mayHaveHappened: boolean;
}

/** Somebody answered, but not in the agreed shape; perhaps not the provider. */
export class ContractError extends ProviderError {
  override readonly name = 'ContractError';
  /** The operation's name in the contract. */
  readonly operation: string;
  /** The HTTP status of the reply; undefined when there was not even that. */
  readonly status: number | undefined;
  /** At least one. */
  readonly issues: readonly Issue[];
  /** Always true: a server whose reply breaks the contract may have done what was asked. */
  readonly mayHaveHappened = true;

  constructor({ operation, status, issues }: Readonly<Pick<ContractError, 'operation' | 'status' | 'issues'>>) {
    super(`${operation} was answered off contract: ${issues.map(issueText).join('; ')}`);
    this.operation = operation;
    this.status = status;
    this.issues = issues;
  }
}

const issueText = ({ part, pointer, message }: Issue): string =>
  pointer === undefined ? `${part} ${message}` : `${part} at ${pointer} ${message}`;

/** What a refusal that is in no catalogue is called. */
export type UnknownRefusal = 'unknown';

/** Checks have names of this shape; anything else in the header is not repeated, for it might echo a credential. */
const checkName = /^[a-z]+\/[a-z]+(-[a-z]+)*$/;

/** The provider received the request, understood it, and said no. */
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
  /** The check that said no, such as `ytx/caller-is-allowed`; only a simulator says so. */
  readonly refusedBy: string | undefined;
  /** Whether what was asked may have been done all the same: some codes, and unknown ones, do not rule it out. */
  readonly mayHaveHappened: boolean;

  constructor(told: Readonly<Omit<RefusedError<Refusal>, keyof Error>>) {
    super(`${told.operation} was refused: ${told.refusal} (${told.code})`);
    this.operation = told.operation;
    this.refusal = told.refusal;
    this.code = told.code;
    this.status = told.status;
    this.refusedBy = told.refusedBy;
    this.mayHaveHappened = told.mayHaveHappened;
  }
}

/** The reply was not whole when the time was up. */
export class TimeoutError extends ProviderError {
  override readonly name = 'TimeoutError';
  /** The operation's name in the contract. */
  readonly operation: string;
  /** How long it was waited for, in ms. */
  readonly afterMs: number;
  /** Always so: fetch does not tell how far a request got. */
  readonly mayHaveHappened = true;

  constructor({ operation, afterMs }: Readonly<Pick<TimeoutError, 'operation' | 'afterMs'>>) {
    super(`${operation} was timed out: ${afterMs} ms (it may have happened)`);
    this.operation = operation;
    this.afterMs = afterMs;
  }
}

/**
 * There was no connection, or it broke before the reply was whole.
 *
 * The error underneath is left out on purpose, since others' errors may quote the request; its code is kept.
 */
export class NetworkError extends ProviderError {
  override readonly name = 'NetworkError';
  /** The operation's name in the contract. */
  readonly operation: string;
  /** The system's or fetch's code, such as `ECONNREFUSED`, `ECONNRESET` or `ENOTFOUND`; `UNKNOWN` when there was none. */
  readonly code: string;
  /** Whether the provider may have received the request, and so may have done what it asks. */
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
 * Whether a refusal was thrown, and one of these when any are named.
 *
 * It goes by what the error says of itself: `instanceof` fails between two copies of this package, and between realms.
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

/** The check that refused, when a simulator says so; undefined from a real provider and in faithful mode. */
export function refusingCheck({ headers }: RawReply): string | undefined {
  const name = headers['simulator-refused-by'];
  return name !== undefined && checkName.test(name) ? name : undefined;
}

/** The problem that a simulator reports in place of a provider's reply; empty for any other reply. */
export function simulatorIssues({ headers }: RawReply): readonly Issue[] {
  const number = /^\d{1,15}$/.exec(headers['simulator-exchange'] ?? '')?.[0];
  const more = number === undefined ? '' : `; exchange ${number} in its journal says more`;
  const say = (what: string): readonly Issue[] => [
    { part: 'headers', message: `say that the simulator ${what}${more}` },
  ];
  if (headers['simulator-not-modelled'] !== undefined) return say('does not model this');
  return headers['simulator-fault'] === undefined ? [] : say('has a fault');
}

/** A provider's refusals by name, as its contract has them. */
type Catalogue<Name extends string> = Readonly<Record<Name, { readonly code: string; readonly status: number }>>;

/** The name of the refusal with this code; `unknown` when the catalogue has none. */
export function refusalWithCode<Name extends string>(catalogue: Catalogue<Name>, code: string): Name | UnknownRefusal {
  // The keys of a catalogue are its names; Object.keys only says that they are strings.
  const names = Object.keys(catalogue) as Name[];
  return names.find((name) => catalogue[name].code === code) ?? 'unknown';
}
