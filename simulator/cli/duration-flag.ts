import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../../contracts/durations.js';

/** A parser for flags that take a time limit as an ISO 8601 duration, `PT2S`; it gives ms, above 0 and at most so many seconds. */
export function timeLimitFlag(mostSeconds: number): (text: string) => number {
  return (text) => {
    const read = parseDuration(text);
    if (read.ok && read.ms > 0 && read.ms <= mostSeconds * 1000) return read.ms;
    throw new InvalidArgumentError(
      read.ok ? `It must be longer than PT0S, and PT${mostSeconds}S at most.` : `It ${read.says}.`,
    );
  };
}
