import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Edit } from '../../../contracts/drift/edits/edit.js';
import { patchesOf } from '../../../contracts/drift/edits/patch.js';

/** Where the files are that edits change. */
export interface Places {
  /** The top of this project's sources. */
  readonly top: string;
  readonly recordings: string;
  /** Where `git apply` will be called. */
  readonly cwd: string;
}

/**
 * Writes the edits as patches into a folder, one for each file they change, and gives the paths. A file that is not at
 * hand, as the sources are not where this is an installed package, gets none.
 */
export async function writePatches(
  folder: string,
  edits: readonly Edit[],
  { places, mayWrite }: { readonly places: Places; readonly mayWrite: (text: string) => void },
): Promise<readonly string[]> {
  const pathOf = ({ of, file }: Pick<Edit, 'of' | 'file'>): string =>
    join(of === 'source' ? places.top : places.recordings, file);
  const hasSources = (await textAt(join(places.top, 'simulator/cli.ts'))) !== undefined;
  const patches = await patchesOf(edits, {
    // The sources are patched from their top; recordings from here, or as if they lay here.
    nameOf: (edit) => (edit.of === 'source' ? edit.file : relative(places.cwd, pathOf(edit)).replace(/^(\.\.\/)+/, '')),
    textOf: async (edit) => (edit.of === 'source' && !hasSources ? undefined : textAt(pathOf(edit))),
  });
  for (const { text } of patches) mayWrite(text);
  if (patches.length > 0) await mkdir(folder, { recursive: true });
  return Promise.all(
    patches.map(async ({ of, file, text }) => {
      const path = join(folder, `${of}-${file.replaceAll('/', '-')}.patch`);
      await writeFile(path, text);
      return path;
    }),
  );
}

const textAt = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);
