import type { Provider } from '../provider.js';
import { findScenario } from './catalogue.js';
import { isUntimedLateness } from './callback-faults.js';
import type { Scenario } from './scenario.js';
import { isUntimed } from './faults.js';

/** A stretch of a sequence: so many requests in a row meet this scenario, or none for `ok`. */
export interface Step {
  readonly scenario: Scenario | undefined;
  /** Infinity for a last step without a number. */
  readonly times: number;
}

/** What a name switches on, step by step; after the last step all is well. */
export type Sequence = readonly Step[];

/** The part of a sequence's name that means nothing here, and its place: part 2 of 3. */
export interface Stranger {
  readonly stranger: string;
  readonly part: number;
  readonly of: number;
}

/** A sequence, or what of its name is not understood. */
export type ReadSequence = { readonly ok: true; readonly steps: Sequence } | ({ readonly ok: false } & Stranger);

/** More requests than any test sends. */
export const mostTimes = 1_000_000;

/** Whether digits say how many times a scenario can be met. */
export const isCount = (digits: string): boolean => Number(digits) >= 1 && Number(digits) <= mostTimes;

/** No name is longer: it is a segment of a URL, and is remembered. */
export const longestName = 200;

/** How a sequence is written, in a line for people. */
export const grammar =
  'scenario or ok, "-" and a number for so many times, joined by "-then-": fail-2-then-ok, ok-3-then-limit';

/**
 * Reads a scenario's name, or several in turn: `hang`, `fail-2-then-ok`, `ok-3-then-limit`.
 *
 *     sequence = step *( "-then-" step )        step = ( "ok" | scenario ) [ "-" times ]
 *
 * A name without a number stands once where others follow, and for ever at the end; `fail-2` alone is followed by ok.
 * What is longer than the longest name is not taken apart: the whole of it is the stranger.
 */
export function readSequence(provider: Provider, name: string): ReadSequence {
  if (name.length > longestName) return { ok: false, stranger: name, part: 1, of: 1 };
  const parts = name.split('-then-');
  const steps: Step[] = [];
  for (const [index, part] of parts.entries()) {
    const step = stepOf(provider, part, index === parts.length - 1);
    if (step === undefined) return { ok: false, stranger: part, part: index + 1, of: parts.length };
    steps.push(step);
  }
  return { ok: true, steps };
}

function stepOf(provider: Provider, part: string, isLast: boolean): Step | undefined {
  const uncounted = isLast ? Infinity : 1;
  // Whole names first: some end in a number of their own, such as that of a status.
  const whole = parseStep(provider, part);
  if (whole !== undefined) return { ...whole, times: uncounted };
  const [, name = '', digits = ''] = /^(.+)-(\d+)$/.exec(part) ?? [];
  // Whether `slow-10` means milliseconds, seconds or times, nobody can tell.
  const counted = isUntimed(name) || isUntimedLateness(name) ? undefined : parseStep(provider, name);
  return counted === undefined || !isCount(digits) ? undefined : { ...counted, times: Number(digits) };
}

function parseStep(provider: Provider, name: string): Pick<Step, 'scenario'> | undefined {
  if (name === 'ok') return { scenario: undefined };
  const scenario = findScenario(provider, name);
  return scenario && { scenario };
}

/** The step that request number `count` (from 0) of a sequence meets; undefined after its end. */
export function stepAt(steps: Sequence, count: number): Step | undefined {
  let before = 0;
  for (const step of steps) {
    before += step.times;
    if (count < before) return step;
  }
  return undefined;
}
