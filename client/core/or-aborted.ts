/**
 * The outcome of work that several callers may wait for, unless this caller's signal comes first: then its reason.
 *
 * The work itself goes on, since it is not this caller's alone.
 */
export async function orAborted<Outcome>(work: Promise<Outcome>, signal: AbortSignal | undefined): Promise<Outcome> {
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
