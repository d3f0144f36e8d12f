import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../../../contracts/durations.js';
import type { Provider } from '../../core/provider.js';
import { nearestNames } from '../../core/scenarios/scenario-names.js';
import {
  earliestInstant,
  formatInstant,
  isWithinBounds,
  latestInstant,
  parseAnyInstant,
} from '../../http/control/instants.js';

/** A flag or a file that cannot be used as it is; its message is the one line that its user reads. */
export class BadUse extends Error {
  override readonly name = 'BadUse';
}

/** A parser for flags that take a whole number within bounds. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

/** Where a simulator listens unless it was told otherwise. */
export const defaultAddress = 'http://127.0.0.1:4010';

/** Reads a base URL, with or without a slash at its end; one that will not do is not repeated, for a password may be in it. */
export function addressFlag(text: string): string {
  if (/^https?:\/\/[^/@]+(?:\/[^@?#]*)?$/.test(text)) return text.replace(/\/+$/, '');
  throw new BadUse('--url must be a URL such as http://127.0.0.1:4010, without user and password');
}

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

/** Reads a flag that names an instant, `2026-11-21T12:00:00+08:00`, as ms since the epoch. */
export function instantFlag(text: string): number {
  const instant = parseAnyInstant(text);
  if (instant === undefined)
    throw new InvalidArgumentError('It must be an instant with its offset, such as 2026-11-21T12:00:00+08:00.');
  if (isWithinBounds(instant)) return instant;
  const [first, last] = [earliestInstant, latestInstant].map(formatInstant);
  throw new InvalidArgumentError(`It must be an instant from ${first} to ${last}.`);
}

const units: Readonly<Record<string, number>> = { '': 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/** A parser for flags that take a size within bounds, as bytes: `512mb`, `1GB`, `65536`. */
export function sizeFlag(least: number, most: number): (text: string) => number {
  return (text) => {
    const [, digits = '', unit = ''] = /^(\d{1,15})\s?([kmg]i?b|)$/i.exec(text) ?? [];
    const bytes =
      Number(digits === '' ? Number.NaN : digits) * (units[unit.toLowerCase().replace('i', '')] ?? Number.NaN);
    if (bytes >= least && bytes <= most) return bytes;
    throw new InvalidArgumentError(`It must be a size from ${inMb(least)} to ${inMb(most)}, such as 512mb.`);
  };
}

const inMb = (bytes: number): string => `${Math.ceil(bytes / 1024 ** 2)}mb`;

const dayMs = 24 * 3_600_000;

/** Reads a flag that names a number of days, `90d`, as ms. */
export function daysFlag(text: string): number {
  const [, days] = /^(\d{1,5})d$/.exec(text) ?? [];
  if (days !== undefined) return Number(days) * dayMs;
  throw new InvalidArgumentError('It must be a number of days, such as 90d.');
}

/** The providers that are meant: the one of this name, or all when none is named; `BadUse` for a name of nobody. */
export const providersMeant = (name: string | undefined, providers: readonly Provider[]): readonly Provider[] =>
  name === undefined ? providers : [providerCalled(name, providers)];

/** The provider of this name; `BadUse` when there is none. */
export function providerCalled(name: string, providers: readonly Provider[]): Provider {
  const provider = providers.find((each) => each.name === name);
  if (provider !== undefined) return provider;
  const names = providers.map((each) => each.name);
  throw new BadUse(`there is no provider "${name}"; ${orThese(name, names)}`);
}

/** The names that may have been meant, or else all there are. */
export function orThese(written: string, names: readonly string[]): string {
  const near = nearestNames(written, names);
  return near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are: ${names.join(', ')}`;
}
