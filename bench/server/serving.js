import { answering } from '../answering.js';

/** Says on which port this process serves, on standard output for start-up and over IPC for load, and what it used. */
export function serving(port) {
  if (process.send === undefined) {
    process.stdout.write(`listens on http://127.0.0.1:${port}\n`);
    process.on('SIGTERM', () => process.exit());
    return;
  }
  answering({
    port: () => port,
    usage() {
      const { user, system } = process.cpuUsage();
      return { cpu: user + system, resident: process.memoryUsage.rss() };
    },
    collectGarbage: () => globalThis.gc(),
  });
}
