import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyPair } from './certificates.js';

/** The files of a CA in its folder. */
export const caFiles = { certificate: 'ca.pem', key: 'ca-key.pem' } as const;

/**
 * Reads the CA of a folder, or makes one and keeps it there, the key readable by its owner alone. Processes that do so at
 * once end up with the same CA. Rejects with the system's error for a folder that cannot be read or written.
 */
export async function caIn(folder: string, make: () => Promise<KeyPair>): Promise<KeyPair> {
  const kept = await readCa(folder);
  if (kept !== undefined) return kept;
  const made = await make();
  const draft = `${folder}.${randomUUID()}`;
  await mkdir(draft, { recursive: true, mode: 0o700 });
  await writeFile(join(draft, caFiles.key), made.key, { mode: 0o600 });
  await writeFile(join(draft, caFiles.certificate), made.certificate);
  try {
    // Succeeds for one process only, unless the folder is empty: it moves both files at once.
    await rename(draft, folder);
    return made;
  } catch (error) {
    await rm(draft, { recursive: true });
    const others = await readCa(folder);
    if (others === undefined) throw error;
    return others;
  }
}

/** The CA in a folder; undefined if there is none. */
async function readCa(folder: string): Promise<KeyPair | undefined> {
  try {
    const [certificate, key] = await Promise.all([
      readFile(join(folder, caFiles.certificate), 'utf8'),
      readFile(join(folder, caFiles.key), 'utf8'),
    ]);
    return { certificate, key };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
