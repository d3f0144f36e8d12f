import { clearInterval, setInterval } from 'node:timers';
/** A turn of the event loop of at least so many ms is a stall: no other request is answered meanwhile. */
const stallMs = 200;
const lookEveryMs = 50;

/** The watch's sources of time and turns; in production, the machine's. */
export interface StallPorts {
  /** ms; only differences count. */
  readonly now: () => number;
  /** How much CPU this process has used, ms. */
  readonly cpu: () => number;
  /** Calls `look` every so many ms until the returned function is called. It does not keep the process alive. */
  readonly every: (ms: number, look: () => void) => () => void;
  readonly log: (line: string) => void;
}

/**
 * Logs when this process's own work blocks the event loop for 200 ms or more: for how long, and which request began
 * last.
 */
export interface StallWatch {
  /** Registers the work that begins now: `POST sandbox.ytx.net`, without credentials. */
  readonly beginRequest: (what: string) => void;
  readonly stop: () => void;
}

/** Starts to watch. */
export function watchStalls({ now, cpu, every, log }: StallPorts): StallWatch {
  let compared = now();
  let used = cpu();
  let began: string | undefined;
  const stop = every(lookEveryMs, () => {
    const late = now() - compared - lookEveryMs;
    const own = cpu() - used;
    // Before the first request, no client waits. On a busy machine a process also waits for its turn; only its own CPU
    // time counts.
    if (began !== undefined && late >= stallMs && own >= stallMs) {
      log(
        `stall: no request was answered for ${Math.round(late)} ms, ${Math.round(own)} ms of CPU; last began: ${began}`,
      );
    }
    compared = now();
    used = cpu();
  });
  return {
    beginRequest(what) {
      began = what;
    },
    stop,
  };
}

/** The sources of time, CPU use and turns of this process. */
export const stallPorts: Omit<StallPorts, 'log'> = {
  now: () => performance.now(),
  cpu() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  every(ms, look) {
    const timer = setInterval(look, ms).unref();
    return () => {
      clearInterval(timer);
    };
  },
};
