import { InvalidArgumentError } from 'commander';
import { parseInstant } from '../http/control/instants.js';

/** Reads a flag that names an instant, `2026-11-21T12:00:00+08:00`, as ms since the epoch. */
export function instantFlag(text: string): number {
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  throw new InvalidArgumentError('It must be an instant with its offset, such as 2026-11-21T12:00:00+08:00.');
}
