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
export const passed = (outcome: Outcome): boolean => succeeded(outcome) && outcome.requests > 0;

/** An outcome in a few words: `failed (exit code 3)`. */
export function inWords(outcome: Outcome): string {
  if (passed(outcome)) return 'passed';
  const trouble = succeeded(outcome) ? [] : [troubleIn(outcome)];
  return [...trouble, ...(outcome.requests === 0 ? ['made no request'] : [])].join(' and ');
}

function troubleIn({ exitCode, signal, timedOut }: Ending): string {
  if (timedOut) return 'timed out';
  return `failed (${signal ?? `exit code ${exitCode ?? 'unknown'}`})`;
}

/** What is kept of a command's output while it runs, and what is shown of it: characters. */
const kept = 64 * 1024;
const shown = { lines: 20, width: 500 };

/** Colors and other commands to a terminal, and whatever else is not text. */
const notText = /(?![\n\t])\p{Cc}(?:\[[\d;?]*[A-Za-z])?/gu;

/** The end of what a command says, as plain text. */
interface KeptOutput {
  readonly add: (more: string) => void;
  readonly text: () => string;
}

/** Keeps whole lines only: in a part of one, a credential would not be recognised any more and would be shown. */
export function keptOutput(): KeptOutput {
  let all = '';
  let isCut = false;
  return {
    add(more) {
      all += more;
      isCut ||= all.length > kept;
      all = all.slice(-kept);
    },
    text() {
      const afterCut = all.indexOf('\n') + 1 || all.length;
      return (isCut ? all.slice(afterCut) : all).replace(notText, '');
    },
  };
}

/** The last 20 lines of an output in which something stands, 500 characters of each at most. */
export function lastLines(output: string): readonly string[] {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-shown.lines).map((line) => (line.length > shown.width ? `${line.slice(0, shown.width)}…` : line));
}
