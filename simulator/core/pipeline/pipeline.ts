import type { AnyCheck, Check } from './check.js';

/** The result of the checks; `refusedBy` is the first check that refused. */
export type PipelineResult<Known> =
  { readonly passed: true; readonly known: Known } | { readonly passed: false; readonly refusedBy: AnyCheck };

/**
 * The checks a request meets, in the order it meets them.
 *
 * Order is observable: a provider that is asked two wrong things at once answers about the first. Pipelines are values,
 * so an operation extends its provider's admission without changing it.
 */
export interface Pipeline<Start extends object, Known extends object> {
  readonly checks: readonly AnyCheck[];
  check<Learned extends object>(next: Check<Known, Learned>): Pipeline<Start, Known & Learned>;
  /** The same, with a whole stretch of checks. */
  then<Learned extends object>(stretch: Pipeline<Known, Learned>): Pipeline<Start, Known & Learned>;
  run(start: Start): PipelineResult<Known>;
}

/** All that is known once a pipeline's checks have held. */
export type KnownBy<Checked> = Checked extends Pipeline<never, infer Known> ? Known : never;

/** Whether an outcome of `examine` lets the request go on. */
export function passes(check: AnyCheck, outcome: unknown): boolean {
  return check.provides === undefined ? outcome === true : outcome !== undefined;
}

type Facts = Record<string, unknown>;

/** Makes copies of what is known at the start, with room for all that the checks may learn. */
function knowing(checks: readonly AnyCheck[], start: object): (start: object) => Facts {
  const startNames = Object.keys(start);
  const learned = checks.flatMap(({ provides }) => provides ?? []);
  // Copying one object that has every name already, and filling it, costs a sixtieth of spreading two into a third.
  const unfilled: Facts = Object.fromEntries([...startNames, ...learned].map((name) => [name, undefined]));
  return (given) => {
    const known = { ...unfilled };
    for (const name of startNames) known[name] = (given as Facts)[name];
    return known;
  };
}

/** Runs the checks in order until one refuses; a rule that passes allocates nothing. */
function runChecks(checks: readonly AnyCheck[], known: Facts): PipelineResult<object> {
  for (const check of checks) {
    const outcome = check.examine(known as never);
    if (!passes(check, outcome)) return { passed: false, refusedBy: check };
    if (check.provides !== undefined) known[check.provides] = outcome;
  }
  return { passed: true, known };
}

/** A pipeline of these checks; `Start` and `Known` are what its maker has proved of them. */
export function through<Start extends object, Known extends object>(
  checks: readonly AnyCheck[],
): Pipeline<Start, Known> {
  let copy: ReturnType<typeof knowing> | undefined;
  return {
    checks,
    check: (next) => through([...checks, next]),
    then: (stretch) => through([...checks, ...stretch.checks]),
    run(start) {
      // All that start here start with the same names, which the first one shows.
      copy ??= knowing(checks, start);
      return runChecks(checks, copy(start)) as PipelineResult<Known>;
    },
  };
}

/** The pipeline that lets everything through: where every other one begins. */
export function pipeline<Start extends object>(): Pipeline<Start, Start> {
  return through([]);
}
