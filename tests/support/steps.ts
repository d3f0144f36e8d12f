/** The result of work that is done in steps; `between` is called after each step. */
export function resultOf<Result>(steps: Generator<undefined, Result>, between: () => void = () => undefined): Result {
  for (;;) {
    const step = steps.next();
    between();
    if (step.done === true) return step.value;
  }
}
