/** One way in which a reply was not as agreed. It quotes nothing of the reply, which might echo a credential. */
export interface Issue {
  readonly part: 'status' | 'headers' | 'body';
  /** Where in the body, as a JSON pointer; absent when the whole part is meant. */
  readonly pointer?: string;
  /** What is wrong, to be read after the part's name: `is not JSON`. */
  readonly message: string;
}

/** Somebody answered, but not in the agreed shape; perhaps not the provider. */
export class OffContract extends Error {
  override readonly name = 'OffContract';
  /** The operation's name in the contract. */
  readonly operation: string;
  /** The HTTP status of the reply; undefined when there was not even that. */
  readonly status: number | undefined;
  /** At least one. */
  readonly issues: readonly Issue[];
  /** Always so: whoever answers in a shape of his own may have done what was asked. */
  readonly mayHaveHappened = true;

  constructor({ operation, status, issues }: Readonly<Pick<OffContract, 'operation' | 'status' | 'issues'>>) {
    super(`${operation} was answered off contract: ${issues.map(said).join('; ')}`);
    this.operation = operation;
    this.status = status;
    this.issues = issues;
  }
}

const said = ({ part, pointer, message }: Issue): string =>
  pointer === undefined ? `${part} ${message}` : `${part} at ${pointer} ${message}`;
