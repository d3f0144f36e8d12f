/**
 * There was no connection, or it broke before the reply was whole.
 *
 * The error underneath is left out on purpose, since others' errors may quote the request; its code is kept.
 */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
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
  }: Readonly<Pick<Unreachable, 'operation' | 'code' | 'mayHaveHappened'>>) {
    super(`${operation} was unreachable: ${code} (${mayHaveHappened ? 'it may have happened' : 'nothing was sent'})`);
    this.operation = operation;
    this.code = code;
    this.mayHaveHappened = mayHaveHappened;
  }
}
