import { isJsonObject, parsedJson } from '../json.js';
import { operationFolder } from '../suite/read-cases.js';
import { valuesOf } from './cast.js';
import type { Recorded } from './record.js';
import type { Recording } from './recording.js';
import { scanForSecrets, searchFor } from './secret-search.js';

/** The path of an operation's recording: `ytx/create-meeting.json`. */
export const recordingPath = ({ provider, operation }: Pick<Recording, 'provider' | 'operation'>): string =>
  `${provider}/${operationFolder(operation)}.json`;

/**
 * The files of a run's recordings, by path. It first searches every text in them for secrets and throws `SecretFound`, which
 * names the case and the place; then write nothing. An id that a case makes up is not a secret.
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

/** Reads recordings from the texts of their files, by path. Throws an Error that names the file that is not a recording. */
export function readRecordings(texts: Readonly<Record<string, string>>): readonly Recording[] {
  return Object.entries(texts).map(([path, text]) => {
    const value = parsedJson(text);
    if (!isRecording(value)) throw new Error(`${path} is not a recording of version 1`);
    return value;
  });
}

/** It only distinguishes a recording from other files. `recording.schema.json` has the rest; a broken recording fails its case. */
const isRecording = (value: unknown): value is Recording =>
  isJsonObject(value) &&
  value['version'] === 1 &&
  typeof value['provider'] === 'string' &&
  typeof value['operation'] === 'string' &&
  ['origin', 'cast', 'forms', 'cases'].every((name) => isJsonObject(value[name]));
