/** What a process exits with that these signals ended, as shells count: 128 and the signal's number. */
export const signalExitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** A signal that tells a process to end: the terminal's end, Ctrl-C, a supervisor. */
export type Stopping = keyof typeof signalExitCodes;
