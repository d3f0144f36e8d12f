/** A turn of the event loop of at least so long, ms, is a stall: meanwhile no other request is answered. */
const stallMs = 200;
const lookEveryMs = 50;

/** Where a watch gets time and turns from; the machine's in production. */
export interface StallPorts {
  /** ms; only differences count. */
  readonly now: () => number;
  /** How much CPU this process has used, ms. */
  readonly cpu: () => number;
  /** Calls `look` again and again, every so many ms, until the returned function is called; it keeps no process alive. */
  readonly every: (ms: number, look: () => void) => () => void;
  readonly log: (line: string) => void;
}

/** Logs when this process's own work holds up the event loop for 200 ms or more: for how long, and which request began last. */
export interface StallWatch {
  /** What begins now: `POST sandbox.ytx.net`, free of credentials. */
  readonly begins: (what: string) => void;
  readonly stop: () => void;
}

/** Starts to watch. */
export function watchStalls({ now, cpu, every, log }: StallPorts): StallWatch {
  let compared = now();
  let used = cpu();
  let began = 'the start';
  const stop = every(lookEveryMs, () => {
    const late = now() - compared - lookEveryMs;
    const own = cpu() - used;
    // On a busy machine a process waits for its turn, which is not its own doing.
    if (late >= stallMs && own >= stallMs) {
      log(`stall: nothing was answered for ${Math.round(late)} ms, ${Math.round(own)} ms of CPU; last began: ${began}`);
    }
    compared = now();
    used = cpu();
  });
  return {
    begins(what) {
      began = what;
    },
    stop,
  };
}

/** Where the watch of a process's event loop gets time, CPU and turns from. */
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
