import type { AnyChosen } from '../pipeline/reading.js';
import type { Refusal } from '../pipeline/refusal.js';
import type { Random } from '../state/clock.js';
import type { CallbackTrouble, Delay, Instead, Scenario, WireFault } from './scenario.js';

/** What the scenarios that are on bring about for one request. */
export interface RequestEffects {
  /** The scenarios that had a part in it, by name, in the order in which they were met. */
  readonly names: readonly string[];
  /** The provider refuses, whatever it would have answered. */
  readonly refuses: { readonly scenario: string; readonly refusal: Refusal } | undefined;
  readonly instead: (Instead & { readonly scenario: string }) | undefined;
  /** How long the reply is held back, ms. */
  readonly delayMs: number;
  readonly fault: WireFault | undefined;
  /** The scenario that lets callbacks which are due at once come before the reply. */
  readonly early: string | undefined;
}

/** What every request begins with; still this very value when no scenario had a part in it. */
export const noEffects: RequestEffects = {
  names: [],
  refuses: undefined,
  instead: undefined,
  delayMs: 0,
  fault: undefined,
  early: undefined,
};

/** What a scenario needs to know of the request, or the callback, that meets it. */
interface ScenarioContext {
  readonly readings: AnyChosen;
  readonly random: Random;
}

/** How scenarios that are met one after the other come to one outcome. */
export interface Fold<Outcome> {
  /** Without any scenario. */
  readonly start: Outcome;
  /** With a further one; undefined when it has no part in the outcome. */
  readonly join: (before: Outcome, scenario: Scenario, context: ScenarioContext) => Outcome | undefined;
}

const isAnswered = ({ refuses, instead }: RequestEffects): boolean => refuses !== undefined || instead !== undefined;

const isEarly = ({ kind }: CallbackTrouble): boolean => kind === 'early';

/** Standard deviation of the delay's logarithm: two thirds of the delays lie between 0.6 and 1.65 times the median. */
const deviation = 0.5;
/** No delay is longer than so many medians. */
const longestTail = 10;
/** Draws are whole numbers below this, which is as fine as a fraction is needed. */
const fine = 2 ** 32;

/** How requests fare. */
export const requestEffects: Fold<RequestEffects> = { start: noEffects, join: joinEffect };

/**
 * What happens when a further scenario is met; undefined when there is no room for it any more.
 *
 * Delays add up. There is one answer and one fault of the wire: those that were met first.
 */
function joinEffect(before: RequestEffects, scenario: Scenario, context: ScenarioContext): RequestEffects | undefined {
  const { name, effect } = scenario;
  const names = [...before.names, name];
  switch (effect.does) {
    case 'delay':
      return { ...before, names, delayMs: before.delayMs + drawDelay(effect.delay, name, context.random) };
    case 'break':
      return before.fault === undefined ? { ...before, names, fault: effect.fault } : undefined;
    case 'refuse':
      if (isAnswered(before)) return undefined;
      return { ...before, names, refuses: { scenario: name, refusal: effect.refusal(context.readings) } };
    case 'replace':
      return isAnswered(before) ? undefined : { ...before, names, instead: { ...effect.instead, scenario: name } };
    case 'callback':
      return isEarly(effect.trouble) ? { ...before, names, early: name } : undefined;
  }
}

function drawDelay({ ms, spread }: Delay, label: string, random: Random): number {
  if (spread === 'fixed') return ms;
  // Box and Muller's: two even draws give a normal one.
  const [one, other] = [random.below(`${label} radius`, fine), random.below(`${label} angle`, fine)];
  const normal = Math.sqrt(-2 * Math.log((one + 1) / fine)) * Math.cos((2 * Math.PI * other) / fine);
  return Math.round(ms * Math.min(Math.exp(deviation * normal), longestTail));
}
