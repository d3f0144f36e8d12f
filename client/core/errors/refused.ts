/** What a refusal that is in no catalogue is called. */
export type UnknownRefusal = 'unknown';

/** The provider received the request, understood it, and said no. */
export class Refused<Refusal extends string = string> extends Error {
  override readonly name = 'Refused';
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

  constructor(told: Readonly<Omit<Refused<Refusal>, keyof Error>>) {
    super(`${told.operation} was refused: ${told.refusal} (${told.code})`);
    this.operation = told.operation;
    this.refusal = told.refusal;
    this.code = told.code;
    this.status = told.status;
    this.refusedBy = told.refusedBy;
    this.mayHaveHappened = told.mayHaveHappened;
  }
}
