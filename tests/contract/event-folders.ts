import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { contractJson } from './case-files.js';

const contracts = fileURLToPath(new URL('../../contracts/', import.meta.url));

/** The content of an event.json, not yet validated. */
export interface EventFile {
  readonly name: string;
  readonly title: string;
  readonly evidence: readonly { readonly confidence: string; readonly sources?: readonly string[] }[];
  readonly sample: object;
}

/** An event's folder in the contracts. */
export interface EventFolder {
  readonly folder: string;
  readonly event: EventFile;
  readonly body: { readonly $id: string; readonly title: string };
}

/** The folders of the events of a provider. Everything else in `callbacks/` is a file. */
export function eventFoldersOf(provider: string): readonly EventFolder[] {
  const callbacks = `${contracts}${provider}/callbacks`;
  if (!existsSync(callbacks)) return [];
  return readdirSync(callbacks, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map(({ name: folder }) => ({
      folder,
      event: contractJson(`${provider}/callbacks/${folder}/event.json`) as EventFile,
      body: contractJson(`${provider}/callbacks/${folder}/body.schema.json`) as EventFolder['body'],
    }));
}
