import type { Provider } from '../provider.js';
import { scenarioNamed } from './catalogue.js';
import type { Scenario } from './scenario.js';

/** A stretch of a sequence: so many requests in a row meet this scenario, or none for `ok`. */
export interface Step {
  readonly scenario: Scenario | undefined;
  /** Infinity for a last step without a number. */
  readonly times: number;
}

/** What a name switches on, step by step; after the last step all is well. */
export type Sequence = readonly Step[];

/** A sequence, or the part of its name that means nothing here. */
export type ReadSequence =
  { readonly ok: true; readonly steps: Sequence } | { readonly ok: false; readonly stranger: string };

/** More requests than any test sends. */
const mostTimes = 1_000_000;

/** No name is longer: it is a segment of a URL, and is remembered. */
export const longestName = 200;

/**
 * Reads a scenario's name, or several in turn: `hang`, `fail-2-then-ok`, `ok-3-then-limit`.
 *
 *     sequence = step *( "-then-" step )        step = ( "ok" | scenario ) [ "-" times ]
 *
 * A name without a number stands once where others follow, and for ever at the end; `fail-2` alone is followed by ok.
 */
export function readSequence(provider: Provider, name: string): ReadSequence {
  const parts = name.split('-then-');
  const steps: Step[] = [];
  for (const [index, part] of parts.entries()) {
    const step = stepOf(provider, part, index === parts.length - 1);
    if (step === undefined) return { ok: false, stranger: part };
    steps.push(step);
  }
  return { ok: true, steps };
}

function stepOf(provider: Provider, part: string, isLast: boolean): Step | undefined {
  const uncounted = isLast ? Infinity : 1;
  // Whole names first: some end in a number of their own, such as that of a status.
  const whole = meant(provider, part);
  if (whole !== undefined) return { ...whole, times: uncounted };
  const [, name = '', digits = ''] = /^(.+)-(\d{1,7})$/.exec(part) ?? [];
  const counted = meant(provider, name);
  const times = Number(digits);
  return counted === undefined || times < 1 || times > mostTimes ? undefined : { ...counted, times };
}

function meant(provider: Provider, name: string): Pick<Step, 'scenario'> | undefined {
  if (name === 'ok') return { scenario: undefined };
  const scenario = scenarioNamed(provider, name);
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
