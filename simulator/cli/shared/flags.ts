import { InvalidArgumentError, Option } from 'commander';
import { anyOf, english, type Message, say } from '../../../contracts/messages.js';
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

/** Invalid use of a flag or a file; what it says is the one line that the user reads. */
export class BadUse extends Error {
  override readonly name = 'BadUse';

  readonly says: Message;

  constructor(says: Message) {
    super(english(says));
    this.says = says;
  }
}

/** Where a simulator listens by default. */
export const defaultAddress = 'http://127.0.0.1:4010';

/** The descriptions of flags in `--help`; a flag has the same words in every command. */
export const flagTexts = {
  provider: 'use this provider only: ytx or xylink',
  case: 'select by name: part of a name, or a glob with * and ?',
  caseFile: 'run the cases of these files, YAML or JSON, instead of the included ones',
  stubs: 'file of stubs, YAML or JSON: replies to requests that are not modelled',
  list: 'print the names and exit',
  world: 'world file, YAML or JSON (default: the included world)',
  seed: 'seed for random values',
  startAt: 'start time, ISO 8601 with offset (default: now)',
  url: `address of the simulator (default: ${defaultAddress})`,
  controlToken: 'bearer token of the control API',
  callbackAllow: 'more hosts that callbacks may reach: names, addresses or blocks such as 10.0.0.0/8',
  callbackTimeout: 'time limit of a callback, at most PT60S',
  target: 'what to test',
  recording: 'folder of the recording',
  validation: 'folder of validation records',
  json: 'print JSON',
  jsonFile: 'write a JSON report to this file',
  junit: 'write a JUnit XML report to this file',
  html: 'write an HTML report to this file',
  color: 'print colors (default: on a terminal, unless NO_COLOR is set)',
  noColor: 'print no colors',
} as const;

/** A flag whose default `--help` shows as `(default: X)`. */
export function flagWithDefault<Value>(
  flags: string,
  text: string,
  { value, shown = String(value), parse }: DefaultOf<Value>,
): Option {
  const option = new Option(flags, text).default(value, shown);
  return parse === undefined ? option : option.argParser(parse);
}

/** The default of a flag. */
interface DefaultOf<Value> {
  readonly value: Value;
  /** The default as its user would write it. */
  readonly shown?: string;
  readonly parse?: (text: string) => Value;
}

/** `--callback-allow`, which adds to no hosts. */
export const callbackAllowFlag = (): Option =>
  flagWithDefault<readonly string[]>('--callback-allow <host...>', flagTexts.callbackAllow, {
    value: [],
    shown: 'none',
  });

/** `--callback-timeout`, as ms. */
export const callbackTimeoutFlag = (): Option =>
  flagWithDefault('--callback-timeout <duration>', flagTexts.callbackTimeout, {
    value: 2000,
    shown: 'PT2S',
    parse: timeLimitFlag(60),
  });

/** A parser for flags that take an integer within bounds. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new InvalidArgumentError(`It must be an integer from ${min} to ${max}.`);
  };
}

/** Reads a base URL, with or without a slash at its end; the message does not repeat the value, which may hold a password. */
export const addressFlag = (text: string): string => baseUrlIn(text, '--url');

/** The same for the argument or flag of this name. */
export function baseUrlIn(text: string, name: string): string {
  if (/^https?:\/\/[^/@]+(?:\/[^@?#]*)?$/.test(text)) return text.replace(/\/+$/, '');
  throw new BadUse(say`${name} must be a URL such as ${defaultAddress}, without user and password`);
}

/** A parser for time limits as ISO 8601 durations, `PT2S`; it returns ms, above 0 and at most so many seconds. */
export function timeLimitFlag(maxSeconds: number): (text: string) => number {
  return (text) => {
    const parsed = parseDuration(text);
    if (parsed.ok && parsed.ms > 0 && parsed.ms <= maxSeconds * 1000) return parsed.ms;
    throw new InvalidArgumentError(
      parsed.ok ? `It must be longer than PT0S and at most PT${maxSeconds}S.` : `It ${parsed.says}.`,
    );
  };
}

/** Reads an age as an ISO 8601 duration, `P90D`, as ms. */
export function ageFlag(text: string): number {
  const parsed = parseDuration(text);
  if (parsed.ok) return parsed.ms;
  throw new InvalidArgumentError(`It ${parsed.says}.`);
}

/** Reads an instant, `2026-11-21T12:00:00+08:00`, as ms since the epoch. */
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
export function sizeFlag(min: number, max: number): (text: string) => number {
  return (text) => {
    const [, digits = '', unit = ''] = /^(\d{1,15})\s?([kmg]i?b|)$/i.exec(text) ?? [];
    const bytes =
      Number(digits === '' ? Number.NaN : digits) * (units[unit.toLowerCase().replace('i', '')] ?? Number.NaN);
    if (bytes >= min && bytes <= max) return bytes;
    throw new InvalidArgumentError(`It must be a size from ${sizeText(min)} to ${sizeText(max)}, such as 512mb.`);
  };
}

/** A size in bytes as a flag takes it: in whole megabytes or kilobytes where that is exact. */
export function sizeText(bytes: number): string {
  const unit = ['mb', 'kb'].find((each) => bytes % (units[each] ?? 1) === 0) ?? '';
  return `${bytes / (units[unit] ?? 1)}${unit}`;
}

/** A part of all runs or cases: `1/4`. */
export interface Shard {
  readonly part: number;
  readonly of: number;
}

/** Reads a part, `1/4`. */
export function shardFlag(text: string): Shard {
  const [part = 0, of = 0] = /^\d{1,4}\/\d{1,4}$/.test(text) ? text.split('/').map(Number) : [];
  if (part >= 1 && part <= of) return { part, of };
  throw new InvalidArgumentError('It must be a part such as 1/4.');
}

/** Every n-th of all, so that each part has runs of all kinds. */
export const inShard = <Each>(all: readonly Each[], shard: Shard | undefined): readonly Each[] =>
  shard === undefined ? all : all.filter((_, index) => index % shard.of === shard.part - 1);

/** The selected providers: the one of this name, or all without a name; `BadUse` for an unknown name. */
export const chooseProviders = (name: string | undefined, providers: readonly Provider[]): readonly Provider[] =>
  name === undefined ? providers : [findProvider(name, providers)];

/** The provider of this name; `BadUse` for an unknown name. */
export function findProvider(name: string, providers: readonly Provider[]): Provider {
  const provider = providers.find((each) => each.name === name);
  if (provider !== undefined) return provider;
  const names = providers.map((each) => each.name);
  throw new BadUse(say`unknown provider "${name}"; ${orThese(name, names)}`);
}

/** The similar names, or all names where none is similar. */
export function orThese(written: string, names: readonly string[]): Message {
  const near = nearestNames(written, names);
  return near.length > 0 ? say`did you mean ${anyOf(near)}?` : say`use one of: ${names.join(', ')}`;
}
