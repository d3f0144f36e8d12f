import { InvalidArgumentError } from 'commander';
import {
  earliestInstant,
  formatInstant,
  isWithinBounds,
  latestInstant,
  parseAnyInstant,
} from '../http/control/instants.js';

/** Reads a flag that names an instant, `2026-11-21T12:00:00+08:00`, as ms since the epoch. */
export function instantFlag(text: string): number {
  const instant = parseAnyInstant(text);
  if (instant === undefined)
    throw new InvalidArgumentError('It must be an instant with its offset, such as 2026-11-21T12:00:00+08:00.');
  if (isWithinBounds(instant)) return instant;
  const [first, last] = [earliestInstant, latestInstant].map(formatInstant);
  throw new InvalidArgumentError(`It must be an instant from ${first} to ${last}.`);
}
