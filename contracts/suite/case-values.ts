import type { ParsedDuration } from '../durations.js';
import { parseDuration } from '../durations.js';
import type { Given } from './case.js';
import { isInstant } from './time.js';
import type { WrittenCase, WrittenStep } from './written-cases.js';
import type { YamlPath } from './yaml-places.js';

/** What cases may name, besides checks and refusals. */
export interface NamesInValues {
  /** The provider's operations. */
  readonly operations: readonly string[];
  /** The options of each reading, by the reading's name. */
  readonly readings: Readonly<Record<string, readonly string[]>>;
}

/** What is wrong in a case, and the path that leads there. */
export interface WrongValue {
  readonly path: YamlPath;
  readonly says: string;
  /** The key there is wrong instead of the value. */
  readonly part?: 'key';
}

/** The first value of a case that cannot be meant, though it fits the schema; undefined when there is none. */
export function wrongValueIn({ given = {}, when, then }: WrittenCase, names: NamesInValues): WrongValue | undefined {
  return (
    wrongTime(given) ?? wrongReading(given, names) ?? wrongStepIn(when, ['when'], names) ?? wrongPattern(then.pattern)
  );
}

/** The same of steps, to which a path leads. */
export function wrongStepIn(
  steps: readonly WrittenStep[] = [],
  path: YamlPath,
  { operations }: NamesInValues,
): WrongValue | undefined {
  for (const [index, { operation, after }] of steps.entries()) {
    const at = (key: string): YamlPath => [...path, index, key];
    if (operation !== undefined && !operations.includes(operation))
      return { path: at('operation'), says: `unknown operation "${operation}"; use one of: ${operations.join(', ')}` };
    const wrong = wrongDuration(after, at('after'));
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function wrongTime({ clock, clockSkew }: Given): WrongValue | undefined {
  if (clock !== undefined && !isInstant(clock)) {
    const says = `"${clock}" must be an ISO 8601 instant with its offset, such as 2026-11-21T12:00:00+08:00`;
    return { path: ['given', 'clock'], says };
  }
  return wrongDuration(clockSkew?.replace(/^-/, ''), ['given', 'clockSkew']);
}

function wrongDuration(text: string | undefined, path: YamlPath): WrongValue | undefined {
  const parsed: ParsedDuration = text === undefined ? { ok: true, ms: 0 } : parseDuration(text);
  return parsed.ok ? undefined : { path, says: `"${text ?? ''}" ${parsed.says}` };
}

function wrongReading({ readings: chosen = {} }: Given, { readings }: NamesInValues): WrongValue | undefined {
  for (const [name, option] of Object.entries(chosen)) {
    const path = ['given', 'readings', name];
    const options = Object.hasOwn(readings, name) ? readings[name] : undefined;
    if (options === undefined) {
      const known = Object.keys(readings).join(', ');
      return { path, part: 'key', says: `unknown reading "${name}"; use one of: ${known}` };
    }
    if (!options.includes(option))
      return { path, says: `unknown option "${option}"; use one of: ${options.join(', ')}` };
  }
  return undefined;
}

function wrongPattern(pattern: string | undefined): WrongValue | undefined {
  try {
    if (pattern !== undefined) new RegExp(pattern, 'u');
    return undefined;
  } catch (error) {
    return { path: ['then', 'pattern'], says: `must be a regular expression: ${(error as Error).message}` };
  }
}
