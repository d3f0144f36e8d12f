import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../../contracts/durations.js';

const longestMs = 60_000;

/** Reads a flag that says how long a receiver may take, `PT2S`, as ms; more than nothing, and a minute at most. */
export function callbackTimeoutFlag(text: string): number {
  const read = parseDuration(text);
  if (read.ok && read.ms > 0 && read.ms <= longestMs) return read.ms;
  throw new InvalidArgumentError(read.ok ? 'It must be longer than PT0S, and PT60S at most.' : `It ${read.says}.`);
}
