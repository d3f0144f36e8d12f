import type { ChildProcess } from 'node:child_process';

/** How long a command that was told to end may take, ms. */
const grace = 2000;

/** Tells a command and all that it started to end, and makes them when they take too long. */
export function endGroup(leader: ChildProcess, signal: NodeJS.Signals): void {
  signalTo(leader, signal);
  const forcing = setTimeout(killGroup, grace, leader);
  leader.once('exit', () => {
    clearTimeout(forcing);
  });
}

/** Ends at once what is left of a command and of all that it started. */
export function killGroup(leader: ChildProcess): void {
  signalTo(leader, 'SIGKILL');
}

function signalTo({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left in the group.
  }
}
