import { type Message, say } from '../../../contracts/messages.js';

/** How a command ended. */
export interface ProcessEnd {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Whether it was ended by the time limit. */
  readonly timedOut: boolean;
}

/** The result of a command against one simulator. */
export interface Outcome extends ProcessEnd {
  /** The number of requests to its space. */
  readonly requests: number;
}

/** Whether the command succeeded. */
export const hasSucceeded = ({ exitCode, timedOut }: ProcessEnd): boolean => exitCode === 0 && !timedOut;

/** Whether the command succeeded and sent a request; without requests a success proves nothing. */
export const hasPassed = (outcome: Outcome): boolean => hasSucceeded(outcome) && outcome.requests > 0;

/** An outcome in a few words: `failed (exit code 3)`. */
export function inWords(outcome: Outcome): Message {
  if (hasPassed(outcome)) return say`passed`;
  if (hasSucceeded(outcome)) return say`made no request`;
  const failure = failureText(outcome);
  return outcome.requests === 0 ? say`${failure} and made no request` : failure;
}

function failureText({ exitCode, signal, timedOut }: ProcessEnd): Message {
  if (timedOut) return say`timed out`;
  return signal === null ? say`failed (exit code ${exitCode ?? 'unknown'})` : say`failed (${signal})`;
}

/** The limits of a command's output, kept and shown, in characters. */
const kept = 64 * 1024;
const shown = { lines: 20, width: 500 };

/** Terminal control sequences and other control characters. */
const notText = /(?![\n\t])\p{Cc}(?:\[[\d;?]*[A-Za-z])?/gu;

/** The end of a command's output, as plain text. */
interface KeptOutput {
  readonly add: (more: string) => void;
  readonly text: () => string;
}

/** Keeps whole lines only: the redactor would miss a credential in a part of a line. */
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

/** The last 20 lines of an output that are not blank, 500 characters of each at most. */
export function lastLines(output: string): readonly string[] {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-shown.lines).map((line) => (line.length > shown.width ? `${line.slice(0, shown.width)}…` : line));
}
