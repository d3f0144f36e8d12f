import { isJsonObject, parsedJson } from '../json.js';
import { operationFolder } from '../suite/read-cases.js';
import { valuesOf } from './cast.js';
import type { Recorded } from './record.js';
import type { Recording } from './recording.js';
import { scanForSecrets, searchFor } from './secret-search.js';

/** Where the recording of an operation stands: `ytx/create-meeting.json`. */
export const recordingPath = ({ provider, operation }: Pick<Recording, 'provider' | 'operation'>): string =>
  `${provider}/${operationFolder(operation)}.json`;

/**
 * The files of a run's recordings, by path. Every text in them is searched for secrets first: throws `SecretFound`, which
 * names the case and the place, and then nothing may be written. An id that a case makes up is no secret.
 */
export function recordingFiles({
  plan,
  recordings,
  secrets,
}: Pick<Recorded, 'plan' | 'recordings' | 'secrets'>): Readonly<Record<string, string>> {
  const search = searchFor(secrets);
  const values = new Map(plan.map(({ id, file, contractCase }) => [id, valuesOf(file, contractCase)]));
  for (const { cases, ...rest } of recordings) {
    scanForSecrets(rest, { secrets: search, isPublic: () => false }, `${rest.provider}/${rest.operation}`);
    for (const [id, recorded] of Object.entries(cases)) {
      scanForSecrets(recorded, { secrets: search, isPublic: values.get(id) ?? (() => false) }, id);
    }
  }
  return Object.fromEntries(
    recordings.map((recording) => [recordingPath(recording), `${JSON.stringify(recording, null, 2)}\n`]),
  );
}

/** Recordings read from the texts of their files, by path. Throws an Error that names the file which is none. */
export function readRecordings(texts: Readonly<Record<string, string>>): readonly Recording[] {
  return Object.entries(texts).map(([path, text]) => {
    const value = parsedJson(text);
    if (!isRecording(value)) throw new Error(`${path} is no recording of version 1`);
    return value;
  });
}

/** Only what tells a recording from other files; the rest is `recording.schema.json`'s, and a broken one fails its case. */
const isRecording = (value: unknown): value is Recording =>
  isJsonObject(value) &&
  value['version'] === 1 &&
  typeof value['provider'] === 'string' &&
  typeof value['operation'] === 'string' &&
  ['origin', 'cast', 'forms', 'cases'].every((name) => isJsonObject(value[name]));
