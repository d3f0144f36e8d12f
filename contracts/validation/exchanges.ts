import { placeholdersIn } from '../recording/placeholder.js';
import type { RecordedStep, Recording } from '../recording/recording.js';
import { mapTexts } from '../suite/json.js';

/**
 * What went to and fro in the cases of recordings, by the case's id; nothing for a case that is not among them.
 *
 * Secrets are numbered anew within each case: in a recording their numbers depend on which cases were played before.
 */
export function exchangesIn(recordings: readonly Recording[]): (id: string) => readonly RecordedStep[] {
  return (id) => renumbered(recordings.flatMap(({ cases }) => cases[id]?.steps ?? []));
}

const numbered = /^(secret:[\w-]+):(\d+)/;

/** The steps of a case with each kind of secret numbered from 1, in order of first appearance. */
export function renumbered(steps: readonly RecordedStep[]): readonly RecordedStep[] {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const name of placeholdersIn(JSON.stringify(steps))) {
    const [whole, kind] = numbered.exec(name) ?? [];
    if (whole === undefined || kind === undefined || names.has(whole)) continue;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    names.set(whole, `${kind}:${count}`);
  }
  const rename = (text: string): string =>
    text.replace(/(?<=<)secret:[\w-]+:\d+/g, (found) => names.get(found) ?? found);
  return mapTexts(steps, rename) as readonly RecordedStep[];
}
