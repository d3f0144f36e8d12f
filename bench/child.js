import { spawn, spawnSync } from 'node:child_process';

/** Whether processes can be pinned to one core here. If not, figures are noisier, and the report says so. */
export const canPin = spawnSync('taskset', ['-V']).status === 0;

/** The command that runs node with these arguments on one core. */
export function onCore(core, args) {
  const command = [process.execPath, ...args];
  return canPin ? ['taskset', '-c', String(core), ...command] : command;
}

/**
 * Starts a file of the bench in its own process. `ask` sends it one request and waits for the answer; `stop` ends it. It
 * also ends with this process: see answering.js.
 */
export function startChild(file, { core, args = [], flags = [] }) {
  const path = new URL(file, import.meta.url).pathname;
  const [command, ...rest] = onCore(core, [...flags, path, ...args]);
  const child = spawn(command, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ask = (question) =>
    new Promise((resolve, reject) => {
      const ended = (code) => reject(new Error(`${file} ended with ${code} before it answered`));
      child.once('exit', ended);
      child.once('message', ({ answer, error }) => {
        child.off('exit', ended);
        if (error === undefined) resolve(answer);
        else reject(new Error(`${file}: ${error}`));
      });
      child.send(question);
    });
  return { ask, stop: () => child.disconnect() };
}
