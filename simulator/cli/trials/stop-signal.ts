/** What a process exits with that these signals ended, as shells count: 128 and the signal's number. */
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

type Stopping = keyof typeof exitCodes;

/** Is aborted, with its name as the reason, by the first signal that tells this process to end. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of Object.keys(exitCodes)) {
    process.on(signal, () => {
      controller.abort(signal);
    });
  }
  return controller.signal;
}

/** The exit code of a process that was told to end. */
export const exitCodeOf = ({ reason }: AbortSignal): number => exitCodes[reason as Stopping];
