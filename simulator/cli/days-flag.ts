import { InvalidArgumentError } from 'commander';

const dayMs = 24 * 3_600_000;

/** Reads a flag that names a number of days, `90d`, as ms. */
export function daysFlag(text: string): number {
  const [, days] = /^(\d{1,5})d$/.exec(text) ?? [];
  if (days !== undefined) return Number(days) * dayMs;
  throw new InvalidArgumentError('It must be a number of days, such as 90d.');
}
