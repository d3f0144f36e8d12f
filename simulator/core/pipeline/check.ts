import type { Evidence } from './evidence.js';
import type { AnyReadingOptions } from './reading.js';
import type { Refusal } from './refusal.js';

/** The refusals a check may give, and the choice between them by the readings. */
interface RefusalByReading<Readings> {
  readonly oneOf: readonly Refusal[];
  readonly by: (readings: Readings) => Refusal;
}

/** Details of a check for the journal: plain JSON, computed only when the journal is read. */
export type Shown = Readonly<Record<string, unknown>>;

/** The declaration of a check. */
interface Description<Known extends object> {
  /**
   * The condition that is true when it passes, after its provider: `ytx/caller-is-allowed`. This is its identity, not a
   * code.
   */
  readonly name: string;
  /** The situation when it fails: `caller-not-allowed`, the name of the scenario that shows it. */
  readonly scenario: string;
  readonly refusal: Refusal | RefusalByReading<never>;
  readonly evidence: readonly Evidence[];
  /** The names of the readings that affect it. */
  readonly readings?: readonly string[];
  /** Called only when the journal is read. */
  readonly details?: (known: Known) => Shown;
}

/**
 * One named step of the pipeline: a rule passes or refuses, a lookup provides a value that later steps need.
 *
 * `Known` lists the facts that it needs, so a pipeline in an impossible order does not compile.
 */
export interface Check<Known extends object, Learned extends object> extends Required<Description<Known>> {
  /** The name of the fact that a lookup provides; undefined for a rule. */
  readonly provides: (keyof Learned & string) | undefined;
  readonly evaluate: (known: Known) => Learned[keyof Learned] | boolean | undefined;
}

/**
 * A check without its types, as the pipeline holds it: a function that takes any argument can be called as one that
 * takes `never`. Only the pipeline may evaluate it, since its type proves that the known facts satisfy the check.
 */
export interface AnyCheck extends Required<Description<never>> {
  readonly provides: string | undefined;
  readonly evaluate: (known: never) => unknown;
}

/** Named members, so that all checks have one object shape: the pipeline reads them on every request. */
function withDefaults<Known extends object>(given: Description<Known>): Required<Description<Known>> {
  const { name, scenario, refusal, evidence, readings = [], details: details = () => ({}) } = given;
  return { name, scenario, refusal, evidence, readings, details };
}

/** A check that passes or fails. */
export function rule<Known extends object>(
  given: Description<Known> & { readonly test: (known: Known) => boolean },
): Check<Known, object> {
  return { ...withDefaults(given), provides: undefined, evaluate: given.test };
}

/**
 * A check that finds a fact for later steps. `undefined` means refused; `null` means that there is none, which passes.
 */
export function lookup<Known extends object, Key extends string, Found>(
  given: Description<Known> & { readonly provides: Key; readonly resolve: (known: Known) => Found | undefined },
): Check<Known, Readonly<Record<Key, Found>>> {
  return { ...withDefaults(given), provides: given.provides, evaluate: given.resolve };
}

/** The refusal a check gives under these readings. */
export function refusalOf(check: AnyCheck, readings: AnyReadingOptions): Refusal {
  return 'oneOf' in check.refusal ? check.refusal.by(readings as never) : check.refusal;
}

/** The refusals that a check may give; if readings choose, the default comes first. */
export const possibleRefusals = ({ refusal }: AnyCheck): readonly Refusal[] =>
  'oneOf' in refusal ? refusal.oneOf : [refusal];
