import { say } from '../../../contracts/messages.js';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readRecordings } from '../../../contracts/recording/files.js';
import type { Recording } from '../../../contracts/recording/recording.js';
import { recordingTarget } from '../../../contracts/recording/replay.js';
import type { Target } from '../../../contracts/suite/target.js';
import { systemClock } from '../../platform/timers.js';
import { BadUse } from '../shared/flags.js';
import type { UserFolder } from '../validation/record-files.js';

/** The recording in a folder as a target; `BadUse` when it is missing or unreadable. */
export const recordingAt = async (place: UserFolder): Promise<Target> =>
  recordingTarget(await recordingsAt(place), { clock: systemClock });

/** The recordings in a folder; `BadUse` when they are missing or unreadable. */
export async function recordingsAt({ folder, cwd }: UserFolder): Promise<readonly Recording[]> {
  const texts = await textsIn(resolve(cwd, folder));
  if (Object.keys(texts).length === 0)
    throw new BadUse(
      say`no recording in the folder ${folder}; record one with \`understudy record\`, or choose the folder with --recording`,
    );
  try {
    return readRecordings(texts);
  } catch (error) {
    throw new BadUse(say`${folder}: ${error instanceof Error ? error.message : say`unreadable recording`}`);
  }
}

/** A folder for each provider, and in it a file for each operation. */
async function textsIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const found = await readdir(folder, { recursive: true }).catch(() => []);
  const files = found.filter((file) => /^[^/\\]+[/\\][^/\\]+\.json$/.test(file)).toSorted();
  const texts = files.map(async (file) => [file, await readFile(join(folder, file), 'utf8')] as const);
  return Object.fromEntries(await Promise.all(texts));
}
