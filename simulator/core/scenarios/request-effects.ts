import type { AnyReadingOptions } from '../pipeline/reading.js';
import type { Refusal } from '../pipeline/refusal.js';
import type { Random } from '../state/clock.js';
import type { CallbackFault, Delay, Replacement, Scenario, WireFault } from './scenario.js';

/** The effects of scenarios on one request. */
export interface RequestEffects {
  /** The names of the scenarios that affected it, in the order in which they applied. */
  readonly names: readonly string[];
  /** The provider gives this refusal instead of its own result. */
  readonly refuses: { readonly scenario: string; readonly refusal: Refusal } | undefined;
  readonly replacement: (Replacement & { readonly scenario: string }) | undefined;
  /** How long the reply is delayed, ms. */
  readonly delayMs: number;
  readonly fault: WireFault | undefined;
  /** The scenario that sends callbacks which are due at once before the reply. */
  readonly callbackBeforeReply: string | undefined;
}

/** The initial value; the same object if no scenario applied. */
export const noEffects: RequestEffects = {
  names: [],
  refuses: undefined,
  replacement: undefined,
  delayMs: 0,
  fault: undefined,
  callbackBeforeReply: undefined,
};

/** The properties of a request or a callback that a scenario uses. */
interface ScenarioContext {
  readonly readings: AnyReadingOptions;
  readonly random: Random;
}

/** Combines the effects of several scenarios into one outcome. */
export interface Fold<Outcome> {
  /** The outcome without scenarios. */
  readonly start: Outcome;
  /** The outcome with another scenario; undefined if it does not apply. */
  readonly join: (before: Outcome, scenario: Scenario, context: ScenarioContext) => Outcome | undefined;
}

/** The effects after another reply; undefined if an earlier scenario replies already. */
const addReply = (before: RequestEffects, after: RequestEffects): RequestEffects | undefined =>
  before.refuses === undefined && before.replacement === undefined ? after : undefined;

const isEarly = ({ kind }: CallbackFault): boolean => kind === 'early';

/** Standard deviation of the delay's logarithm: two thirds of the delays lie between 0.6 and 1.65 times the median. */
const deviation = 0.5;
/** A delay is at most so many medians. */
const maxMedians = 10;
/** Draws are whole numbers below this, fine enough for a fraction. */
const fine = 2 ** 32;

/** Combines effects on requests. */
export const requestEffects: Fold<RequestEffects> = { start: noEffects, join: joinEffect };

/**
 * Adds a scenario's effect; undefined if an earlier one excludes it.
 *
 * Delays add up. Of several replies or faults of the wire, the first one wins.
 */
function joinEffect(before: RequestEffects, scenario: Scenario, context: ScenarioContext): RequestEffects | undefined {
  const { name, effect } = scenario;
  const names = [...before.names, name];
  switch (effect.does) {
    case 'delay':
      return { ...before, names, delayMs: before.delayMs + drawDelay(effect.delay, name, context.random) };
    case 'break':
      return before.fault === undefined ? { ...before, names, fault: effect.fault } : undefined;
    case 'refuse': {
      const refuses = { scenario: name, refusal: effect.refusal(context.readings) };
      return addReply(before, { ...before, names, refuses });
    }
    case 'replace':
      return addReply(before, { ...before, names, replacement: { ...effect.replacement, scenario: name } });
    case 'callback':
      return isEarly(effect.fault) ? { ...before, names, callbackBeforeReply: name } : undefined;
    case 'handshake':
      return undefined;
  }
}

function drawDelay({ ms, spread }: Delay, label: string, random: Random): number {
  if (spread === 'fixed') return ms;
  // The Box–Muller transform: two uniform draws give a normal one.
  const [one, other] = [random.below(`${label} radius`, fine), random.below(`${label} angle`, fine)];
  const normal = Math.sqrt(-2 * Math.log((one + 1) / fine)) * Math.cos((2 * Math.PI * other) / fine);
  return Math.round(ms * Math.min(Math.exp(deviation * normal), maxMedians));
}
