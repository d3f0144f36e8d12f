import type { Provider } from '../provider.js';
import { findScenario } from './catalogue.js';
import { isLatenessWithoutTime } from './callback-faults.js';
import type { Scenario } from './scenario.js';
import { isDelayWithoutTime } from './faults.js';

/** A step of a sequence: a scenario (none for `ok`) for so many requests in a row. */
export interface Step {
  readonly scenario: Scenario | undefined;
  /** Infinity for a last step without a count. */
  readonly times: number;
}

/** The steps of a name; after the last step, no scenario applies. */
export type Sequence = readonly Step[];

/** The unknown part of a sequence's name, and its position: part 2 of 3. */
export interface UnknownName {
  readonly unknown: string;
  readonly part: number;
  readonly of: number;
}

/** A sequence, or the unknown part of its name. */
export type ReadSequence = { readonly ok: true; readonly steps: Sequence } | ({ readonly ok: false } & UnknownName);

/** A bound above the number of requests that a test sends. */
export const maxTimes = 1_000_000;

/** Whether digits are a valid count. */
export const isCount = (digits: string): boolean => Number(digits) >= 1 && Number(digits) <= maxTimes;

/** The longest name, in characters: it is a segment of a URL, and is kept. */
export const maxNameLength = 200;

/** The syntax of a sequence in one line, for messages. */
export const grammar =
  'scenario or ok, optionally "-" and a count; joined by "-then-": fail-2-then-ok, ok-3-then-limit';

/**
 * Reads a scenario's name, or several in turn: `hang`, `fail-2-then-ok`, `ok-3-then-limit`.
 *
 *     sequence = step *( "-then-" step )        step = ( "ok" | scenario ) [ "-" times ]
 *
 * A step without a count runs once; the last step repeats. `fail-2` alone is followed by ok. A name that is too long
 * is not parsed: all of it is the unknown part.
 */
export function readSequence(provider: Provider, name: string): ReadSequence {
  if (name.length > maxNameLength) return { ok: false, unknown: name, part: 1, of: 1 };
  const parts = name.split('-then-');
  const steps: Step[] = [];
  for (const [index, part] of parts.entries()) {
    const step = stepOf(provider, part, index === parts.length - 1);
    if (step === undefined) return { ok: false, unknown: part, part: index + 1, of: parts.length };
    steps.push(step);
  }
  return { ok: true, steps };
}

function stepOf(provider: Provider, part: string, isLast: boolean): Step | undefined {
  const uncounted = isLast ? Infinity : 1;
  // Whole names first: some end in a number, such as a status.
  const whole = parseStep(provider, part);
  if (whole !== undefined) return { ...whole, times: uncounted };
  const [, name = '', digits = ''] = /^(.+)-(\d+)$/.exec(part) ?? [];
  // The number in `slow-10` is ambiguous: milliseconds, seconds or a count.
  const counted = isDelayWithoutTime(name) || isLatenessWithoutTime(name) ? undefined : parseStep(provider, name);
  return counted === undefined || !isCount(digits) ? undefined : { ...counted, times: Number(digits) };
}

function parseStep(provider: Provider, name: string): Pick<Step, 'scenario'> | undefined {
  if (name === 'ok') return { scenario: undefined };
  const scenario = findScenario(provider, name);
  return scenario && { scenario };
}

/** The step for request number `count` (from 0) of a sequence; undefined after its end. */
export function stepAt(steps: Sequence, count: number): Step | undefined {
  let before = 0;
  for (const step of steps) {
    before += step.times;
    if (count < before) return step;
  }
  return undefined;
}
