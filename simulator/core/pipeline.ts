import type { AnyCheck, Check } from './check.js';

/** Where a request got to; `refusedBy` is the first check that said no. */
export type Journey<Known> =
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
  run(start: Start): Journey<Known>;
}

/** All that is known once a pipeline's checks have held. */
export type KnownBy<Checked> = Checked extends Pipeline<never, infer Known> ? Known : never;

/** Whether an outcome of `examine` lets the request go on. */
export function passes(check: AnyCheck, outcome: unknown): boolean {
  return check.learns === undefined ? outcome === true : outcome !== undefined;
}

/** Runs checks over a copy of `start` that grows with what they learn; a rule that holds allocates nothing. */
function run(checks: readonly AnyCheck[], start: object): Journey<object> {
  const known: Record<string, unknown> = { ...start };
  for (const check of checks) {
    const outcome = check.examine(known as never);
    if (!passes(check, outcome)) return { passed: false, refusedBy: check };
    if (check.learns !== undefined) known[check.learns] = outcome;
  }
  return { passed: true, known };
}

/** A pipeline of these checks; `Start` and `Known` are what its maker has proved of them. */
export function through<Start extends object, Known extends object>(
  checks: readonly AnyCheck[],
): Pipeline<Start, Known> {
  return {
    checks,
    check: (next) => through([...checks, next]),
    then: (stretch) => through([...checks, ...stretch.checks]),
    run: (start) => run(checks, start) as Journey<Known>,
  };
}

/** The pipeline that lets everything through: where every other one begins. */
export function pipeline<Start extends object>(): Pipeline<Start, Start> {
  return through([]);
}
