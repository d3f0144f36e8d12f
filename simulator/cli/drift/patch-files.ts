import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Edit, patchesOf } from '../../../contracts/drift/edits.js';
import { writeUserFile } from '../shared/user-files.js';

/** Where the files are that edits change: a patch of one is to be applied in its folder. */
type Places = Readonly<Record<Edit['of'], string>>;

/** A patch as a file, and the folder in which `git apply` takes it; both absolute. */
interface Written {
  readonly path: string;
  readonly applyIn: string;
}

/**
 * Writes the edits as patches into a folder, one for each file they change. A file that is not at hand, as the sources
 * are not where this is an installed package, gets none.
 */
export async function writePatches(
  folder: string,
  edits: readonly Edit[],
  { places, mayWrite }: { readonly places: Places; readonly mayWrite: (text: string) => void },
): Promise<readonly Written[]> {
  const hasSources = (await textAt(join(places.source, 'simulator/cli.ts'))) !== undefined;
  const patches = await patchesOf(edits, async ({ of, file }) =>
    of === 'source' && !hasSources ? undefined : textAt(join(places[of], file)),
  );
  for (const { text } of patches) mayWrite(text);
  return Promise.all(
    patches.map(async ({ of, file, text }) => {
      const path = resolve(folder, `${of}-${file.replaceAll('/', '-')}.patch`);
      await writeUserFile({ is: 'patch', path, cwd: folder }, text);
      return { path, applyIn: resolve(places[of]) };
    }),
  );
}

/** What was written, and how to use it, for people. */
export const writtenText = ({ path, applyIn }: Written): string =>
  `wrote ${path}; apply it with: git -C ${quoted(applyIn)} apply ${quoted(path)}`;

/** As a shell takes it for one word. */
const quoted = (path: string): string =>
  /^[\w/.:\\-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;

const textAt = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);
