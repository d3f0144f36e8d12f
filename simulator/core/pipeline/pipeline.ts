import type { AnyCheck, Check } from './check.js';

/** The result of the checks; `refusedBy` is the first check that failed. */
export type PipelineResult<Known> =
  { readonly passed: true; readonly known: Known } | { readonly passed: false; readonly refusedBy: AnyCheck };

/**
 * The checks of a request, in order.
 *
 * The order is observable: a provider that gets a request with two errors answers with the first one it checks.
 * Pipelines are values, so an operation extends its provider's common checks without changing them.
 */
export interface Pipeline<Start extends object, Known extends object> {
  readonly list: readonly AnyCheck[];
  check<Learned extends object>(next: Check<Known, Learned>): Pipeline<Start, Known & Learned>;
  /** Appends all checks of another pipeline. */
  append<Learned extends object>(others: Pipeline<Known, Learned>): Pipeline<Start, Known & Learned>;
  run(start: Start): PipelineResult<Known>;
}

/** All facts that are known once a pipeline's checks have passed. */
export type KnownBy<Checked> = Checked extends Pipeline<never, infer Known> ? Known : never;

/** Whether the result of `evaluate` lets the request continue. */
export function passes(check: AnyCheck, outcome: unknown): boolean {
  return check.provides === undefined ? outcome === true : outcome !== undefined;
}

type Facts = Record<string, unknown>;

/** Returns a function that copies the initial facts, with empty slots for the facts that the checks add. */
function factsTemplate(list: readonly AnyCheck[], start: object): (start: object) => Facts {
  const startNames = Object.keys(start);
  const learned = list.flatMap(({ provides }) => provides ?? []);
  // Copying one object that has every name already, and filling it, costs a sixtieth of spreading two into a third.
  const unfilled: Facts = Object.fromEntries([...startNames, ...learned].map((name) => [name, undefined]));
  return (given) => {
    const known = { ...unfilled };
    for (const name of startNames) known[name] = (given as Facts)[name];
    return known;
  };
}

/** Runs the checks in order until one refuses; a rule that passes allocates nothing. */
function runChecks(list: readonly AnyCheck[], known: Facts): PipelineResult<object> {
  for (const check of list) {
    const outcome = check.evaluate(known as never);
    if (!passes(check, outcome)) return { passed: false, refusedBy: check };
    if (check.provides !== undefined) known[check.provides] = outcome;
  }
  return { passed: true, known };
}

/** A pipeline of these checks. The caller guarantees `Start` and `Known`. */
export function pipelineOf<Start extends object, Known extends object>(
  list: readonly AnyCheck[],
): Pipeline<Start, Known> {
  let copy: ReturnType<typeof factsTemplate> | undefined;
  return {
    list,
    check: (next) => pipelineOf([...list, next]),
    append: (others) => pipelineOf([...list, ...others.list]),
    run(start) {
      // Every start object has the same names, so the first one shows them.
      copy ??= factsTemplate(list, start);
      return runChecks(list, copy(start)) as PipelineResult<Known>;
    },
  };
}

/** A pipeline without checks, to start from. */
export function pipeline<Start extends object>(): Pipeline<Start, Start> {
  return pipelineOf([]);
}
