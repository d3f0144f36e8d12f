import type { Evidence } from './evidence.js';
import type { AnyChosen } from './reading.js';
import type { Refusal } from './refusal.js';

/** The refusals a check may give, and which of them the readings choose. */
interface RefusalByReading<Readings> {
  readonly oneOf: readonly Refusal[];
  readonly by: (readings: Readings) => Refusal;
}

/** What a check looked at, for the journal: plain JSON, made only when somebody reads it. */
export type Shown = Readonly<Record<string, unknown>>;

/** What is said of a check where it is declared. */
interface Description<Known extends object> {
  /** What holds when it passes, after its provider: `ytx/caller-is-allowed`. This, never a code, is its identity. */
  readonly name: string;
  /** The situation when it does not hold: `caller-not-allowed`, the name of the scenario that shows it. */
  readonly scenario: string;
  readonly refusal: Refusal | RefusalByReading<never>;
  readonly evidence: readonly Evidence[];
  /** The readings that change what it does, by name. */
  readonly readings?: readonly string[];
  /** What it saw; asked only when the journal is read. */
  readonly details?: (known: Known) => Shown;
}

/**
 * One named step of the pipeline: a rule passes or refuses, a lookup provides a value that later steps need.
 *
 * `Known` is what must be established before it makes sense, so a pipeline in an impossible order does not compile.
 */
export interface Check<Known extends object, Learned extends object> extends Required<Description<Known>> {
  /** The name under which a lookup's finding becomes known; undefined for a rule. */
  readonly provides: (keyof Learned & string) | undefined;
  readonly examine: (known: Known) => Learned[keyof Learned] | boolean | undefined;
}

/**
 * A check whose types are forgotten, as the engine holds it: `never` is what a function that takes anything accepts.
 * Only the engine may examine it, since a pipeline has proved that what is known satisfies what the check asks for.
 */
export interface AnyCheck extends Required<Description<never>> {
  readonly provides: string | undefined;
  readonly examine: (known: never) => unknown;
}

/** Member by member, so that all checks are objects of one shape: the engine reads them on every request. */
function withDefaults<Known extends object>(given: Description<Known>): Required<Description<Known>> {
  const { name, scenario, refusal, evidence, readings = [], details: details = () => ({}) } = given;
  return { name, scenario, refusal, evidence, readings, details };
}

/** A check that only says yes or no. */
export function rule<Known extends object>(
  given: Description<Known> & { readonly test: (known: Known) => boolean },
): Check<Known, object> {
  return { ...withDefaults(given), provides: undefined, examine: given.test };
}

/** A check that finds a fact for later steps; finding `undefined` is its refusal, `null` is "none, and that is fine". */
export function lookup<Known extends object, Key extends string, Found>(
  given: Description<Known> & { readonly provides: Key; readonly resolve: (known: Known) => Found | undefined },
): Check<Known, Readonly<Record<Key, Found>>> {
  return { ...withDefaults(given), provides: given.provides, examine: given.resolve };
}

/** The refusal a check gives under these readings. */
export function refusalOf(check: AnyCheck, readings: AnyChosen): Refusal {
  return 'oneOf' in check.refusal ? check.refusal.by(readings as never) : check.refusal;
}

/** The refusals that a check may give; the default comes first where readings choose. */
export const possibleRefusals = ({ refusal }: AnyCheck): readonly Refusal[] =>
  'oneOf' in refusal ? refusal.oneOf : [refusal];
