/** The reply was not whole when the time was up. */
export class TimedOut extends Error {
  override readonly name = 'TimedOut';
  /** The operation's name in the contract. */
  readonly operation: string;
  /** How long it was waited for, in ms. */
  readonly afterMs: number;
  /** Always so: fetch does not tell how far a request got. */
  readonly mayHaveHappened = true;

  constructor({ operation, afterMs }: Readonly<Pick<TimedOut, 'operation' | 'afterMs'>>) {
    super(`${operation} was timed out: ${afterMs} ms (it may have happened)`);
    this.operation = operation;
    this.afterMs = afterMs;
  }
}
