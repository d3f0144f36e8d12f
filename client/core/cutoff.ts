/** What ends an exchange before its reply does. */
export interface Cutoff {
  /** For fetch: aborts at the cutoff. */
  readonly signal: AbortSignal;
  /** Settles at the cutoff with what brought it about; never, when neither comes. */
  readonly reached: Promise<'time' | 'caller'>;
  /** Frees the timer and the caller's signal, and ends whatever is still under way. */
  readonly stop: () => void;
}

/** One for all exchanges: a reason made anew for each, with its stack, costs a good part of a short exchange. */
const over = new DOMException('the exchange is over', 'AbortError');

/** Starts to count: `timeoutMs` (ms) from now, or the caller's signal, whichever is first. */
export function startCutoff(timeoutMs: number, caller: AbortSignal | undefined): Cutoff {
  const controller = new AbortController();
  let settle: (by: 'time' | 'caller') => void;
  const reached = new Promise<'time' | 'caller'>((resolve) => {
    settle = resolve;
  });
  const timer = setTimeout(() => {
    settle('time');
    controller.abort();
  }, timeoutMs);
  const givenUp = (): void => {
    settle('caller');
    controller.abort();
  };
  caller?.addEventListener('abort', givenUp, { once: true });
  return {
    signal: controller.signal,
    reached,
    stop() {
      clearTimeout(timer);
      caller?.removeEventListener('abort', givenUp);
      controller.abort(over);
    },
  };
}
