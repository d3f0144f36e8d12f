import { say } from '../../../contracts/messages.js';
import { join } from 'node:path';
import { recordingFiles } from '../../../contracts/recording/files.js';
import type { Recorded } from '../../../contracts/recording/record.js';
import { SecretFound } from '../../../contracts/recording/secret-search.js';
import { BadUse } from '../shared/flags.js';
import { writeUserFile } from '../shared/user-files.js';
import type { UserFolder } from '../validation/record-files.js';

/** Writes a run's recordings into a folder, a file an operation; writes nothing if one would contain a secret. */
export async function writeRecordings({ folder, cwd }: UserFolder, recorded: Recorded): Promise<void> {
  for (const [path, text] of Object.entries(filesOf(recorded))) {
    await writeUserFile({ is: say`recording`, path: join(folder, path), cwd }, text);
  }
}

function filesOf(recorded: Recorded): Readonly<Record<string, string>> {
  try {
    return recordingFiles(recorded);
  } catch (error) {
    if (!(error instanceof SecretFound)) throw error;
    throw new BadUse(say`nothing was written, since a recording would contain a secret: ${error.message}`);
  }
}
