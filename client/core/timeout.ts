/** Ends an exchange that has no reply yet. */
interface Timeout {
  /** For fetch: aborts at the cutoff. */
  readonly signal: AbortSignal;
  /** Settles at the cutoff with its cause; stays pending without one. */
  readonly reached: Promise<'time' | 'caller'>;
  /** Frees the timer and the caller's signal, and aborts an exchange that still runs. */
  readonly stop: () => void;
}

/** One for all exchanges: a new reason for each, with its stack, would take a good part of a short exchange's time. */
const over = new DOMException('the exchange is over', 'AbortError');

/** Starts the timeout: `timeoutMs` (ms) from now or the caller's signal, the earlier of the two. */
export function startTimeout(timeoutMs: number, caller: AbortSignal | undefined): Timeout {
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
 * The outcome of work that several callers may wait for; rejects with the reason of this caller's signal if that comes first.
 *
 * The work itself continues, since other callers may wait for it.
 */
export async function raceAbort<Outcome>(work: Promise<Outcome>, signal: AbortSignal | undefined): Promise<Outcome> {
  if (signal === undefined) return work;
  const done = new AbortController();
  const givenUp = new Promise<void>((resolve) => {
    const giveUp = (): void => {
      resolve();
    };
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true, signal: done.signal });
  });
  try {
    await Promise.race([work, givenUp]);
    signal.throwIfAborted();
    return await work;
  } finally {
    done.abort();
  }
}
