/** How a command came to its end. */
export interface Ending {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** It was ended because it took too long. */
  readonly timedOut: boolean;
}

/** What is known once a command has run against one simulator. */
export interface Outcome extends Ending {
  /** How many requests it made to its space. */
  readonly requests: number;
}

/** Whether the command itself says that all is well. */
export const succeeded = ({ exitCode, timedOut }: Ending): boolean => exitCode === 0 && !timedOut;

/** Whether the outcome shows that the command bears this simulator: without a request it shows nothing. */
export const survived = (outcome: Outcome): boolean => succeeded(outcome) && outcome.requests > 0;

/** An outcome in a few words: `failed (exit code 3)`. */
export function inWords(outcome: Outcome): string {
  if (survived(outcome)) return 'survived';
  const trouble = succeeded(outcome) ? [] : [troubleIn(outcome)];
  return [...trouble, ...(outcome.requests === 0 ? ['made no request'] : [])].join(' and ');
}

function troubleIn({ exitCode, signal, timedOut }: Ending): string {
  if (timedOut) return 'timed out';
  return `failed (${signal ?? `exit code ${exitCode ?? 'unknown'}`})`;
}
