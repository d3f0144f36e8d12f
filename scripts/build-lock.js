// One process at a time: a file that only one of them can make, and that names its maker.
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const lookEveryMs = 50;

/** Does something while nobody else does anything under the same lock; one whose maker is gone is taken over. */
export async function locked(file, doing) {
  mkdirSync(dirname(file), { recursive: true });
  while (!isTaken(file)) await sleep(lookEveryMs);
  try {
    return await doing();
  } finally {
    rmSync(file, { force: true });
  }
}

function isTaken(file) {
  const ours = `${file}-${randomUUID()}`;
  // A link appears with its content, and only where nothing stands yet.
  writeFileSync(ours, String(process.pid));
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
  const maker = makerOf(file);
  if (maker === undefined || isAlive(maker)) return;
  const aside = `${file}-${randomUUID()}`;
  try {
    renameSync(file, aside);
    // Somebody else may have found it abandoned as well, and have taken it since.
    if (makerOf(aside) !== maker) linkSync(aside, file);
    rmSync(aside);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(error.code)) throw error;
  }
}

function makerOf(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
