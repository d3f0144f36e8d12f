import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { scheduleInBackground } from './timers.js';

/** Editors write a file in several steps, so the change counts when it was quiet for so long, ms of real time. */
const quietMs = 100;

/**
 * Calls `onChange` after a file was written or replaced. Watches its folder, since editors replace the file itself. The
 * returned function ends that. Throws the system's error for a folder that cannot be watched.
 */
export function watchFile(path: string, onChange: () => void): () => void {
  let cancel = (): void => undefined;
  const watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
    if (name !== null && name !== basename(path)) return;
    cancel();
    cancel = scheduleInBackground(quietMs, onChange);
  });
  return () => {
    cancel();
    watcher.close();
  };
}
