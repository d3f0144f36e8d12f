/** What ends an exchange before its reply does. */
interface Cutoff {
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
  const giveUp = (): void => {
    settle('caller');
    controller.abort();
  };
  caller?.addEventListener('abort', giveUp, { once: true });
  return {
    signal: controller.signal,
    reached,
    stop() {
      clearTimeout(timer);
      caller?.removeEventListener('abort', giveUp);
      controller.abort(over);
    },
  };
}

/**
 * The outcome of work that several callers may wait for, unless this caller's signal comes first: then its reason.
 *
 * The work itself goes on, since it is not this caller's alone.
 */
export async function raceAbort<Outcome>(work: Promise<Outcome>, signal: AbortSignal | undefined): Promise<Outcome> {
  if (signal === undefined) return work;
  const done = new AbortController();
  const givenUp = new Promise<void>((resolve) => {
    const tell = (): void => {
      resolve();
    };
    if (signal.aborted) tell();
    signal.addEventListener('abort', tell, { once: true, signal: done.signal });
  });
  try {
    await Promise.race([work, givenUp]);
    signal.throwIfAborted();
    return await work;
  } finally {
    done.abort();
  }
}
