// One process at a time: a file that only one of them can make, and that names its maker.
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const lookEveryMs = 50;

/** The tokens of the locks that this process has taken and not given back. */
const held = new Set();

/**
 * Does something while it holds a lock. A lock whose process has gone is taken over. After
 * `noticeAfterMs` of waiting it says once, through `write`, which process it waits for.
 */
export async function locked(file, doing, { noticeAfterMs = 2000, write = writeToStderr } = {}) {
  mkdirSync(dirname(file), { recursive: true });
  const lock = { pid: process.pid, started: startOf(process.pid), token: randomUUID() };
  held.add(lock.token);
  try {
    const since = Date.now();
    for (let hasNoticed = false; !isTaken(file, lock); await sleep(lookEveryMs)) {
      if (hasNoticed || Date.now() - since < noticeAfterMs) continue;
      hasNoticed = true;
      const maker = lockIn(textOf(file));
      write(`waiting for the build of process ${maker?.pid ?? '?'} (${basename(dirname(file))}/${basename(file)})\n`);
    }
    return await doing();
  } finally {
    held.delete(lock.token);
    if (lockIn(textOf(file))?.token === lock.token) rmSync(file, { force: true });
  }
}

const writeToStderr = (text) => process.stderr.write(text);

function isTaken(file, lock) {
  const ours = `${file}-${lock.token}`;
  // A link appears with its content, and only where nothing stands yet.
  writeFileSync(ours, JSON.stringify(lock));
  try {
    linkSync(ours, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    removeIfAbandoned(file);
    return false;
  } finally {
    rmSync(ours);
  }
}

function removeIfAbandoned(file) {
  const text = textOf(file);
  if (text === undefined || isHeld(lockIn(text))) return;
  const aside = `${file}-${randomUUID()}`;
  try {
    renameSync(file, aside);
    // Another process may have found it abandoned as well, and have taken it since.
    if (textOf(aside) !== text) linkSync(aside, file);
    rmSync(aside);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(error.code)) throw error;
  }
}

/** Whether the maker of a lock is still at work. The number of a process that has ended may be that of another by now. */
function isHeld(lock) {
  if (lock === undefined) return false;
  const { pid, started, token } = lock;
  if (pid === process.pid) return held.has(token);
  return isAlive(pid) && (started === null || startOf(pid) === started);
}

/** What a lock says of its maker; undefined when it says nothing that a build could have written. */
function lockIn(text) {
  try {
    const lock = JSON.parse(text);
    return Number.isInteger(lock.pid) && lock.pid > 0 && typeof lock.token === 'string' ? lock : undefined;
  } catch {
    return undefined;
  }
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** When a process has started, in clock ticks since the machine has; null where the system does not say. */
function startOf(pid) {
  // The name of the program stands in brackets, and may hold brackets and spaces.
  const fields = textOf(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /s, '')
    .split(' ');
  return fields?.[19] ?? null;
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
