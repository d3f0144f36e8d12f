import { existsSync } from 'node:fs';

/** The top folder of this package: above the sources, and above the bundle in `dist/`, whose files lie elsewhere. */
export const packageRoot = above(new URL('./', import.meta.url));

function above(folder: URL): URL {
  if (existsSync(new URL('contracts/schemas/cases.schema.json', folder))) return folder;
  const parent = new URL('../', folder);
  if (parent.href !== folder.href) return above(parent);
  throw new Error('the folder contracts/ of meeting-understudy is missing; install the package again');
}
